/** How much of a field's print could be seen. */
export const VISIBILITIES = ['WHOLE', 'PARTLY_HIDDEN', 'HIDDEN'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What hides print: reflected light, darkness, an object on the card, or the edge of the picture. */
export const HIDERS = ['GLARE', 'SHADOW', 'OBJECT', 'EDGE'] as const;
export type Hider = (typeof HIDERS)[number];

/** How much of a field's print was seen, and what hides the rest; null if nothing hides it, or if the cause is not known. */
export interface Sight {
  readonly visibility: Visibility;
  readonly hiddenBy: Hider | null;
}

/** How far a field's print could be seen. */
export const VISIBILITIES = ['WHOLE', 'PARTLY_HIDDEN', 'HIDDEN'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What hides print: light thrown back by the card, darkness, a thing on the card, or the end of the picture. */
export const HIDERS = ['GLARE', 'SHADOW', 'OBJECT', 'EDGE'] as const;
export type Hider = (typeof HIDERS)[number];

/** How far a field's print was seen, and what hides the rest; null where nothing does, or that is not known. */
export interface Sight {
  readonly visibility: Visibility;
  readonly hiddenBy: Hider | null;
}

/** What a picture may have. */
export interface ImageLimits {
  /** It must have fewer bytes than this. */
  readonly maxBytes: number;
  /** Pixels of each side. */
  readonly minSide: number;
  readonly maxSide: number;
}

const MEBIBYTE = 1024 * 1024;

/** The upstream document's limits ("less than 2M", "between 256 * 256 and 4096 * 4096"), which hold for every engine. */
export const ENGINE_LIMITS: ImageLimits = { maxBytes: 2 * MEBIBYTE, minSide: 256, maxSide: 4096 };

/** The most that is accepted where pictures are fitted to `ENGINE_LIMITS` before an engine gets them. */
export const FITTED_LIMITS: ImageLimits = { maxBytes: 20 * MEBIBYTE, minSide: 256, maxSide: 12_000 };

/** What engines read. */
export const ENGINE_TYPES = ['image/jpeg', 'image/png'] as const;
export type ImageMimeType = (typeof ENGINE_TYPES)[number];

/** What is accepted where pictures are fitted. */
export const FITTED_TYPES = [...ENGINE_TYPES, 'image/webp', 'image/avif'] as const;
export type SentMimeType = (typeof FITTED_TYPES)[number];

/** Which pictures are accepted. */
export interface Intake {
  readonly limits: ImageLimits;
  readonly types: readonly SentMimeType[];
}

/** Which pictures are accepted, and whether those that no engine takes are made such as it does. */
export interface ImagesOptions extends Intake {
  readonly fit: boolean;
}

/** Pictures as engines read them. */
export const ENGINE_INTAKE: Intake = { limits: ENGINE_LIMITS, types: ENGINE_TYPES };
/** Every picture that can be fitted. */
export const FITTED_INTAKE: Intake = { limits: FITTED_LIMITS, types: FITTED_TYPES };

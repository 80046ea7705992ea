export const ACCEPTED_TYPES = ['image/jpeg', 'image/png'] as const;
export type ImageMimeType = (typeof ACCEPTED_TYPES)[number];

/** A picture whose format, size and dimensions were found acceptable from its bytes. */
export interface CardImage {
  readonly bytes: Buffer;
  readonly mimeType: ImageMimeType;
  /** Pixels, as stored: EXIF orientation not applied. */
  readonly width: number;
  readonly height: number;
}

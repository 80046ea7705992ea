import type { Picture } from '../../image/raster.js';

/** A picture as seen, and whether some of its file is missing or not as it was written. */
export interface DecodedPicture extends Picture {
  readonly damaged: boolean;
}

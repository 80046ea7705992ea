import type { Raster } from '../../image/raster.js';

/** A picture as seen, and whether some of its file is missing or not as it was written. */
export interface DecodedPicture extends Raster {
  readonly damaged: boolean;
}

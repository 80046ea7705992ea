/** Pixels in rows, a number each: red in its lowest byte, then green, then blue; the fourth byte tells nothing. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/** Pixels in rows, a number each: red in its lowest byte, then green, then blue; the fourth byte tells nothing. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

const OPAQUE = 0xff000000;

/** A picture to draw from: a raster, or pixels of three bytes each, red, green and blue, as decoders give them. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array | Uint8Array;
}

/** The same pixels, a number each, opaque where they had three bytes. */
export function rasterOf({ width, height, pixels }: Picture): Raster {
  if (pixels instanceof Uint32Array) return { width, height, pixels };
  const numbers = new Uint32Array(width * height);
  for (let i = 0, at = 0; i < numbers.length; i += 1, at += 3)
    numbers[i] = pixels[at]! | (pixels[at + 1]! << 8) | (pixels[at + 2]! << 16) | OPAQUE;
  return { width, height, pixels: numbers };
}

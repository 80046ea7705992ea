import type { Picture, Raster } from '../../image/raster.js';
import { apply, compose, type Matrix, scaling } from './geometry.js';
import { warp } from './warp.js';

/** A rectangle seen in the picture, maybe straightened and enlarged; its pixels are drawn only when asked for. */
export interface View {
  readonly picture: Picture;
  /** From the view's pixels to the picture's. */
  readonly toPicture: Matrix;
  readonly width: number;
  readonly height: number;
}

/** Draws a view as `width` by `height` pixels. They are to be used at once: the next drawing overwrites them. */
export function drawView(view: View, width: number, height: number): Raster {
  const toView = scaling(view.width / width, view.height / height);
  return warp(view.picture, compose(view.toPicture, toView), width, height);
}

/** Tells whether a point of the view lies outside the picture, by more than `margin` of its pixels. */
export function beyondPicture(
  { picture: { width, height }, toPicture }: Pick<View, 'picture' | 'toPicture'>,
  margin = 0,
): (x: number, y: number) => boolean {
  return (x, y) => {
    const at = apply(toPicture, x, y);
    return at.x < -margin || at.y < -margin || at.x > width + margin || at.y > height + margin;
  };
}

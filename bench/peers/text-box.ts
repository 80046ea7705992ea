/** Pixels, y downwards. */
export type Point = readonly [x: number, y: number];

/** A piece of text that a reader found, and its box: corners clockwise, top left first. */
export interface TextBox {
  readonly text: string;
  readonly corners: readonly [Point, Point, Point, Point];
}

/** The box of an upright rectangle. */
export function uprightBox(text: string, x0: number, y0: number, x1: number, y1: number): TextBox {
  return {
    text,
    corners: [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ],
  };
}

import type { Located } from '../rectification/locate.js';
import type { Layout } from './layout.js';

/** A card, and where it was found. */
export interface Found {
  readonly located: Located;
  readonly layout: Layout;
  /** How many times as high as a card's it was for its width before a closer look restored its shape. */
  readonly stretch: number;
}

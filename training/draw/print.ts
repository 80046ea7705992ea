import type { Print } from '../../specimens/print.js';
import type { Random } from '../../specimens/random.js';

/**
 * Prints beyond those of the bench's common layouts, as real cards have them: letters set wider, blanks between words
 * narrower, values that reach the photo.
 */
export function varied(print: Print, random: Random): Print {
  const { rows, photo } = print;
  const spacing = random.chance(0.35) ? random.between(-1.5, 6) : print.spacing;
  // A face's own blank is about 0.28 ems wide.
  const narrowest = -0.16 * rows.size;
  const blank = random.chance(0.5)
    ? random.between(narrowest, 0.1 * rows.size) - Math.max(0, spacing) / 2
    : 0;
  const reach = random.chance(0.35) ? photo.x + random.between(-0.3, 0.6) * rows.size : rows.valueEnd;
  return { ...print, spacing, blank, rows: { ...rows, valueEnd: reach - 12 } };
}

import { greedy } from './ctc.js';
import type { LineReader, Posteriors, ReadBox } from './recognise.js';

/** A NIK is read again where it holds a digit less sure than this. */
const DOUBTFUL = 0.9;
/** Room above and below a line that shows it to the reader in other sizes. */
const OTHER_ROOMS = [1.05, 1.5] as const;
const LIKE_A_NIK = 13;

/** Reads a doubtful NIK again in other sizes, and keeps its surest reading: on the NIK hangs the rest. */
export function withSecondLook(read: LineReader, alphabet: readonly string[]): LineReader {
  return async (view, boxes, stop) => {
    const readings = [...(await read(view, boxes, stop))];
    for (const [i, reading] of readings.entries()) {
      const { digits, least } = sureness(reading.posteriors, alphabet);
      if (digits < LIKE_A_NIK || least >= DOUBTFUL) continue;
      for (const room of OTHER_ROOMS) {
        const [again] = await read(view, [reading.box], stop, room);
        if (again !== undefined) readings[i] = surer(readings[i] as ReadBox, again, alphabet);
      }
    }
    return readings;
  };
}

function surer(a: ReadBox, b: ReadBox, alphabet: readonly string[]): ReadBox {
  return sureness(b.posteriors, alphabet).mean > sureness(a.posteriors, alphabet).mean ? b : a;
}

/** Of the digits read: how many, the least confidence, and the geometric mean. */
function sureness(
  posteriors: Posteriors,
  alphabet: readonly string[],
): { readonly digits: number; readonly least: number; readonly mean: number } {
  const sure = greedy(posteriors, alphabet)
    .filter(({ character }) => /\d/.test(character))
    .map(({ confidence }) => confidence);
  const logarithms = sure.reduce((sum, confidence) => sum + Math.log(confidence), 0);
  return {
    digits: sure.length,
    least: Math.min(1, ...sure),
    mean: sure.length === 0 ? 0 : Math.exp(logarithms / sure.length),
  };
}

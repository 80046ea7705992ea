import { ALPHABET } from '../../../../src/engine/embedded/models/alphabet.js';
import type { Print, TextLine } from '../../../../src/engine/embedded/recognition/text-line.js';
import { printedLine } from '../../../../src/engine/embedded/recognition/text-line.js';

/** What the reader takes a character for besides itself: `{ 3: { '8': 0.4 } }` gives the fourth character to an 8 by 0.4, and '' stands for nothing. */
export type Doubts = Readonly<Record<number, Readonly<Record<string, number>>>>;

/** Of each character this is sure where nothing else is said. */
const SURE = 0.9995;

/** Posteriors as a reader gives them for a text: each character likeliest on one or two steps, CTC's blank between. */
export function posteriorsOf(text: string, doubts: Doubts = {}): Print['posteriors'] {
  const columns: Record<string, number>[] = [{}];
  for (const [i, character] of [...text].entries()) {
    const others = doubts[i] ?? {};
    const doubt = Object.values(others).reduce((sum, share) => sum + share, 0);
    const column = { [character]: SURE - doubt, ...others };
    columns.push(column, ...(i % 3 === 0 ? [column] : []), {});
  }
  return fromColumns(columns);
}

/** Posteriors from a column of likelihoods for each step; what is left goes to the blank, and a little to everything. */
export function fromColumns(columns: readonly Readonly<Record<string, number>>[]): Print['posteriors'] {
  const classes = ALPHABET.length;
  const likelihoods = new Float32Array(columns.length * classes).fill(1e-7);
  for (const [step, column] of columns.entries()) {
    let rest = 1;
    for (const [character, likelihood] of Object.entries(column)) {
      likelihoods[step * classes + ALPHABET.indexOf(character)] = likelihood;
      rest -= likelihood;
    }
    likelihoods[step * classes]! += Math.max(rest, 0);
  }
  return { likelihoods, steps: columns.length, classes };
}

/** A line that the reader saw so, as long as it has steps. */
export function lineFrom(posteriors: Print['posteriors']): TextLine {
  const { steps } = posteriors;
  return printedLine(
    { x: steps / 2, y: 100, angle: 0, length: steps, height: 24 },
    { posteriors, width: steps, alphabet: ALPHABET },
  );
}

export function lineOf(text: string, doubts: Doubts = {}): TextLine {
  return lineFrom(posteriorsOf(text, doubts));
}

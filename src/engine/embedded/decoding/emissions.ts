import type { TextLine } from '../recognition/text-line.js';
import { type Fold, type FoldName, foldOf } from './symbol-map.js';

/** The likelihoods of a fold's symbols along a value, maybe over several lines. */
export interface Strip {
  readonly fold: Fold;
  readonly steps: number;
  /** `steps` rows of a column for each symbol; never 0, for no reader is sure beyond what it has seen. */
  readonly likelihoods: Float32Array;
  /** Of each step, what it costs at the least as a factor to leave it to dirt instead of to the value. */
  readonly dirt: Float32Array;
  /** Logarithm of the likeliest path's likelihood: what no reading of the strip can beat by much. */
  readonly free: number;
}

const LEAST = 1e-6;
/** Nats for a step of dirt that is likelier to be a character. */
const DIRT_COST = 2.5;

/**
 * The strip of lines one after another, with a blank between words between them; null where there is no picture behind one of them.
 * @param dirtCost nats for a step of dirt that is likelier to be a character
 */
export function stripOf(lines: readonly TextLine[], name: FoldName, dirtCost = DIRT_COST): Strip | null {
  const prints = lines.map((line) => line.print);
  const [first] = prints;
  if (first === undefined || prints.includes(undefined)) return null;
  const fold = foldOf(first.alphabet, name);
  const size = fold.symbols.length;
  const ranges = lines.map((line) => rangeOf(line));
  const steps = ranges.reduce((sum, [from, to]) => sum + to - from, Math.max(0, ranges.length - 1));
  const likelihoods = new Float32Array(steps * size);
  let step = 0;
  for (const [n, [from, to]] of ranges.entries()) {
    if (n > 0) {
      const between = fold.indexOf.get(' ') ?? 0;
      likelihoods[step * size + between] = 1;
      step += 1;
    }
    const { posteriors } = prints[n] ?? first;
    const { from: classes, to: symbols, weight } = fold;
    for (let at = from; at < to; at += 1, step += 1) {
      const source = at * posteriors.classes;
      const target = step * size;
      for (let i = 0; i < classes.length; i += 1) {
        const likelihood = posteriors.likelihoods[source + classes[i]!]!;
        if (likelihood > LEAST) likelihoods[target + symbols[i]!]! += weight[i]! * likelihood;
      }
    }
  }
  return finish(fold, steps, likelihoods, Math.exp(-dirtCost));
}

function finish(fold: Fold, steps: number, likelihoods: Float32Array, dirtFactor: number): Strip {
  const size = fold.symbols.length;
  const dirt = new Float32Array(steps);
  let free = 0;
  for (let step = 0; step < steps; step += 1) {
    const row = step * size;
    let most = LEAST;
    for (let s = 0; s < size; s += 1) {
      const likelihood = likelihoods[row + s]!;
      if (likelihood > most) most = likelihood;
      if (likelihood < LEAST) likelihoods[row + s] = LEAST;
    }
    free += Math.log(most);
    dirt[step] = Math.max(likelihoods[row]!, most * dirtFactor);
  }
  return { fold, steps, likelihoods, dirt, free };
}

/** The steps that a line, or part of one, takes of its reading: from the first to before the last. */
function rangeOf({ left, right, print }: TextLine): readonly [from: number, to: number] {
  if (print === undefined) return [0, 0];
  const { steps } = print.posteriors;
  const from = Math.max(0, Math.min(steps, Math.ceil(print.stepAt(left))));
  return [from, Math.max(from, Math.min(steps, Math.floor(print.stepAt(right)) + 1))];
}

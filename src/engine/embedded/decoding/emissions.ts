import type { TextLine } from '../recognition/text-line.js';
import { type SymbolMap, type SymbolMapName, symbolMapOf } from './symbol-map.js';

/** The likelihoods of a symbol map's symbols along a value, maybe over several lines. */
export interface Emissions {
  readonly symbolMap: SymbolMap;
  readonly steps: number;
  /** `steps` rows of a column for each symbol; never 0, for no reader is sure beyond what it has seen. */
  readonly likelihoods: Float32Array;
  /** Of each step, what it costs at the least as a factor to leave it to noise instead of to the value. */
  readonly noise: Float32Array;
  /** Logarithm of the likeliest path's likelihood: what no reading of the emissions can beat by much. */
  readonly free: number;
}

/** No likelihood is smaller: no reader is sure beyond what it has seen. */
const LEAST = 1e-6;
/** Nats for a step of noise that is likelier to be a character. */
const NOISE_COST = 2.5;

/**
 * The emissions of lines one after another, with a blank between words between them; null where there are no lines.
 * @param noiseCost nats for a step of noise that is likelier to be a character
 */
export function emissionsOf(
  lines: readonly TextLine[],
  name: SymbolMapName,
  noiseCost = NOISE_COST,
): Emissions | null {
  const [first] = lines;
  if (first === undefined) return null;
  const symbolMap = symbolMapOf(first.print.alphabet, name);
  const size = symbolMap.symbols.length;
  const parts = lines.map((line) => ({ posteriors: line.print.posteriors, range: rangeOf(line) }));
  const steps = parts.reduce((sum, { range: [from, to] }) => sum + to - from, parts.length - 1);
  const likelihoods = new Float32Array(steps * size);
  let step = 0;
  for (const [n, { posteriors, range }] of parts.entries()) {
    if (n > 0) {
      const between = symbolMap.indexOf.get(' ') ?? 0;
      likelihoods[step * size + between] = 1;
      step += 1;
    }
    const { from: classes, to: symbols, weight } = symbolMap;
    for (let at = range[0]; at < range[1]; at += 1, step += 1) {
      const source = at * posteriors.classes;
      const target = step * size;
      for (let i = 0; i < classes.length; i += 1) {
        const likelihood = posteriors.likelihoods[source + classes[i]!]!;
        if (likelihood > LEAST) likelihoods[target + symbols[i]!]! += weight[i]! * likelihood;
      }
    }
  }
  return finish(symbolMap, steps, likelihoods, Math.exp(-noiseCost));
}

function finish(
  symbolMap: SymbolMap,
  steps: number,
  likelihoods: Float32Array,
  noiseFactor: number,
): Emissions {
  const size = symbolMap.symbols.length;
  const noise = new Float32Array(steps);
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
    noise[step] = Math.max(likelihoods[row]!, most * noiseFactor);
  }
  return { symbolMap, steps, likelihoods, noise, free };
}

/** The steps that a line, or part of one, takes of its reading: from the first to before the last. */
function rangeOf({ left, right, print }: TextLine): readonly [from: number, to: number] {
  const { steps } = print.posteriors;
  const from = Math.max(0, Math.min(steps, Math.ceil(print.stepAt(left))));
  return [from, Math.max(from, Math.min(steps, Math.floor(print.stepAt(right)) + 1))];
}

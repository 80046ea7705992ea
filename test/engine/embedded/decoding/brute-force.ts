import type { Emissions } from '../../../../src/engine/embedded/decoding/emissions.js';

/** Numbers from 0 to 1, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Columns of likelihoods over some characters; each adds up to at most 1. */
export function randomColumns(
  next: () => number,
  characters: string,
  steps: number,
): readonly Readonly<Record<string, number>>[] {
  return Array.from({ length: steps }, () => {
    const parts = [...characters, 'blank'].map(() => next() ** 2 + 0.01);
    const sum = parts.reduce((a, b) => a + b, 0);
    return Object.fromEntries([...characters].map((character, i) => [character, (parts[i] ?? 0) / sum]));
  });
}

/** The likelihood of a text: that of every path through the emissions that CTC takes for it, added one by one. */
export function bruteForce(text: string, { symbolMap, steps, likelihoods }: Emissions): number {
  const wanted = [...text].map((character) => symbolMap.indexOf.get(character) ?? -1);
  const used = [0, ...new Set(wanted)];
  let total = 0;
  const walk = (step: number, path: readonly number[], likelihood: number): void => {
    if (step === steps) {
      const read = path.filter((symbol, i) => symbol !== 0 && symbol !== path[i - 1]);
      if (read.join() === wanted.join()) total += likelihood;
      return;
    }
    for (const symbol of used) {
      walk(
        step + 1,
        [...path, symbol],
        likelihood * (likelihoods[step * symbolMap.symbols.length + symbol] ?? 0),
      );
    }
  };
  walk(0, [], 1);
  return total;
}

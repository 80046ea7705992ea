import type { Emissions } from './emissions.js';

/**
 * Where each character of a text stands along emissions, in steps: the middle of its likelihood on the likeliest alignment
 * (CTC's Viterbi path). Before and after the text there may be noise, at its price. Null where the emissions have no room for the text.
 */
export function placesOf(
  text: string,
  { symbolMap, steps, likelihoods, noise }: Emissions,
): Float64Array | null {
  const size = symbolMap.symbols.length;
  const symbols = [...text].map((character) => symbolMap.indexOf.get(character) ?? 0);
  // Blanks at even states, characters at odd ones.
  const states = 2 * symbols.length + 1;
  const symbolOf = (state: number) => (state % 2 === 0 ? 0 : symbols[(state - 1) / 2]!);
  const from = new Int8Array(steps * states);
  let before = new Float64Array(states).fill(Number.NEGATIVE_INFINITY);
  let now = new Float64Array(states);
  before[0] = 0;
  for (let step = 0; step < steps; step += 1) {
    for (let state = 0; state < states; state += 1) {
      let [best, back] = [before[state]!, 0];
      if (state > 0 && before[state - 1]! > best) [best, back] = [before[state - 1]!, 1];
      const skips = state % 2 === 1 && state > 1 && symbolOf(state) !== symbolOf(state - 2);
      if (skips && before[state - 2]! > best) [best, back] = [before[state - 2]!, 2];
      const outside = state === 0 || state === states - 1;
      now[state] = best + Math.log(outside ? noise[step]! : likelihoods[step * size + symbolOf(state)]!);
      from[step * states + state] = back;
    }
    // The first step begins the text or is noise before it.
    if (step === 0) now.fill(Number.NEGATIVE_INFINITY, 2);
    [before, now] = [now, before];
  }
  let state = before[states - 1]! >= before[states - 2]! ? states - 1 : states - 2;
  if (before[state] === Number.NEGATIVE_INFINITY) return null;
  const weights = new Float64Array(symbols.length);
  const places = new Float64Array(symbols.length);
  for (let step = steps - 1; step >= 0; step -= 1) {
    if (state % 2 === 1) {
      const likelihood = likelihoods[step * size + symbolOf(state)]!;
      weights[(state - 1) / 2]! += likelihood;
      places[(state - 1) / 2]! += likelihood * step;
    }
    state -= from[step * states + state]!;
  }
  return places.map((sum, n) => sum / weights[n]!);
}

/** How far from an even pitch characters stand that are printed in one: the largest distance from their line, in pitches. */
export function unevenness(places: Float64Array): number {
  const count = places.length;
  const middle = (count - 1) / 2;
  const mean = places.reduce((sum, place) => sum + place, 0) / count;
  let [along, square] = [0, 0];
  for (const [n, place] of places.entries()) {
    along += (n - middle) * (place - mean);
    square += (n - middle) ** 2;
  }
  const pitch = along / square;
  return Math.max(...places.map((place, n) => Math.abs(place - mean - pitch * (n - middle)))) / pitch;
}

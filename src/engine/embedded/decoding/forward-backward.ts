import type { Emissions } from './emissions.js';

/** Likelihoods are scaled up again before they leave the range of floats. */
const SMALL = 1e-60;

/**
 * How the likelihood of all texts of the form is shared among the symbols of each place: forward and backward over the
 * places, all alignments added. Null where no alignment is possible.
 */
export function forwardBackward(
  places: readonly Int16Array[],
  emissions: Emissions,
): readonly Float64Array[] | null {
  const { steps, likelihoods, noise, symbolMap } = emissions;
  const size = symbolMap.symbols.length;
  const count = places.length;
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < count; i += 1) starts[i + 1] = starts[i]! + places[i]!.length;
  const states = starts[count]!;
  const symbols = new Int16Array(states);
  /** Of each state the one of the same symbol at the next place, and at the place before; -1 where there is none. */
  const [next, previous] = [new Int32Array(states).fill(-1), new Int32Array(states).fill(-1)];
  for (let i = 0; i < count; i += 1) {
    symbols.set(places[i]!, starts[i]!);
    for (let s = starts[i]!; i > 0 && s < starts[i + 1]!; s += 1) {
      const at = places[i - 1]!.indexOf(symbols[s]!);
      if (at < 0) continue;
      previous[s] = starts[i - 1]! + at;
      next[previous[s]!] = s;
    }
  }

  // What may still come, for each step and state: of a symbol, and of the blank before each place.
  const ahead = new Float64Array((steps + 1) * states);
  const aheadOfBlank = new Float64Array((steps + 1) * (count + 1));
  /** What each step was scaled by on the way back. */
  const scales = new Float64Array(steps + 1).fill(1);
  for (let s = starts[count - 1]!; s < states; s += 1) ahead[steps * states + s] = 1;
  aheadOfBlank[steps * (count + 1) + count] = 1;
  for (let step = steps - 1; step >= 0; step -= 1) {
    const row = step * size;
    const blank = likelihoods[row]!;
    const other = noise[step]!;
    const here = step * states;
    const then = here + states;
    const blankHere = step * (count + 1);
    const blankThen = blankHere + count + 1;
    const [first, last] = within(step);
    let most = 0;
    for (let i = last; i >= first; i -= 1) {
      const stay = aheadOfBlank[blankThen + i]! * (i === 0 || i === count ? other : blank);
      let entering = 0;
      const end = i < count ? starts[i + 1]! : states;
      for (let s = starts[i]!; s < end; s += 1) {
        entering += likelihoods[row + symbols[s]!]! * ahead[then + s]!;
      }
      const value = stay + entering;
      aheadOfBlank[blankHere + i] = value;
      if (value > most) most = value;
      if (i === 0) continue;
      for (let s = starts[i - 1]!; s < starts[i]!; s += 1) {
        const likelihood = likelihoods[row + symbols[s]!]!;
        let own = likelihood * ahead[then + s]! + stay + entering;
        // The same symbol again needs a blank between.
        const again = next[s]!;
        if (again >= 0) own -= likelihood * ahead[then + again]!;
        ahead[here + s] = own > 0 ? own : 0;
      }
    }
    if (most === 0) return null;
    if (most > SMALL) continue;
    scales[step] = most;
    divide(ahead, most, here, then);
    divide(aheadOfBlank, most, blankHere, blankThen);
  }

  const shares = places.map((place) => new Float64Array(place.length));
  let inSymbol = new Float64Array(states);
  let nextInSymbol = new Float64Array(states);
  let inBlank = new Float64Array(count + 1);
  let nextInBlank = new Float64Array(count + 1);
  inBlank[0] = 1;
  /** The likelihood of all texts, in the scales of a step's both directions. */
  let total = aheadOfBlank[0]!;
  for (let step = 0; step < steps; step += 1) {
    const row = step * size;
    const blank = likelihoods[row]!;
    const other = noise[step]!;
    let most = 0;
    nextInBlank[0] = inBlank[0]! * other;
    total *= scales[step]!;
    const ofTotal = 1 / total;
    const then = (step + 1) * states;
    const [first, last] = within(step);
    for (let i = first; i < count && i <= last; i += 1) {
      const share = shares[i]!;
      const start = starts[i]!;
      let before = inBlank[i]!;
      if (i > 0) for (let r = starts[i - 1]!; r < starts[i]!; r += 1) before += inSymbol[r]!;
      let sum = 0;
      for (let s = start; s < starts[i + 1]!; s += 1) {
        let entering = before;
        const again = previous[s]!;
        if (again >= 0) entering -= inSymbol[again]!;
        if (entering < 0) entering = 0;
        const likelihood = likelihoods[row + symbols[s]!]!;
        // Each place is entered once: what goes through this entry is its share.
        share[s - start]! += entering * likelihood * ahead[then + s]! * ofTotal;
        const value = likelihood * (inSymbol[s]! + entering);
        nextInSymbol[s] = value;
        sum += inSymbol[s]!;
        if (value > most) most = value;
      }
      const value = (inBlank[i + 1]! + sum) * (i + 1 === count ? other : blank);
      nextInBlank[i + 1] = value;
      if (value > most) most = value;
    }
    if (nextInBlank[0]! > most) most = nextInBlank[0]!;
    [inSymbol, nextInSymbol] = [nextInSymbol, inSymbol];
    [inBlank, nextInBlank] = [nextInBlank, inBlank];
    if (most === 0) return null;
    if (most > SMALL) continue;
    total /= most;
    divide(inSymbol, most);
    divide(inBlank, most);
  }
  for (const share of shares) {
    const sum = share.reduce((a, b) => a + b, 0);
    if (!(sum > 0)) return null;
    for (let d = 0; d < share.length; d += 1) share[d] = share[d]! / sum;
  }
  return shares;

  /** The first and the last place before which a text may be at a step: those before and those behind need steps, too. */
  function within(step: number): readonly [first: number, last: number] {
    return [Math.max(0, count - (steps - step)), Math.min(count, step)];
  }
}

function divide(values: Float64Array, by: number, from = 0, to = values.length): void {
  for (let i = from; i < to; i += 1) values[i]! /= by;
}

import { describe, expect, it } from 'vitest';
import { greedy } from '../../../../src/engine/embedded/recognition/ctc.js';

const ALPHABET = ['', 'A', 'B', 'O', '0', ',', '.', 'a', ' '];

type Step = Readonly<Record<string, number>>;

/** Posteriors from a column of likelihoods for each step; what is left goes to the blank. */
function posteriors(...steps: readonly Step[]) {
  const classes = ALPHABET.length;
  const likelihoods = new Float32Array(steps.length * classes);
  for (const [step, column] of steps.entries()) {
    let rest = 1;
    for (const [character, likelihood] of Object.entries(column)) {
      likelihoods[step * classes + ALPHABET.indexOf(character)] = likelihood;
      rest -= likelihood;
    }
    likelihoods[step * classes] = rest;
  }
  return { likelihoods, steps: steps.length, classes };
}

const text = (steps: readonly Step[], allowed?: RegExp) =>
  greedy(posteriors(...steps), ALPHABET, allowed)
    .map(({ character }) => character)
    .join('');

describe('greedy', () => {
  it.each<[string, readonly Step[], string]>([
    ['joins repeats', [{ A: 0.9 }, { A: 0.8 }, {}, { B: 0.9 }], 'AB'],
    ['keeps a double letter that a blank parts', [{ A: 0.9 }, {}, { A: 0.9 }], 'AA'],
    ['keeps a space that is likeliest', [{ A: 0.9 }, { ' ': 0.9 }, { B: 0.9 }], 'A B'],
    ['reads a mark between letters', [{ A: 0.9 }, { ',': 0.6 }, { ' ': 0.7 }, { B: 0.9 }], 'A, B'],
    ['leaves out what the blank is likelier than', [{ A: 0.9 }, { ',': 0.4 }, { B: 0.9 }], 'AB'],
    ['begins and ends with no space', [{ ' ': 0.9 }, { A: 0.9 }, { ' ': 0.9 }], 'A'],
  ])('%s', (_name, steps, wanted) => {
    expect(text(steps)).toBe(wanted);
  });

  it('reads only what may stand there', () => {
    const steps: readonly Step[] = [{ O: 0.7, '0': 0.25 }, {}, { a: 0.6, A: 0.35 }];
    expect(text(steps)).toBe('Oa');
    expect(text(steps, /[0-9]/)).toBe('0');
    expect(text(steps, /[^a-z]/)).toBe('OA');
  });

  it('reads nothing rather than something unlikely', () => {
    expect(text([{ O: 0.3, '0': 0.1 }], /[0-9]/)).toBe('');
  });

  it('tells how sure each character is and where it stands', () => {
    const glyphs = greedy(posteriors({}, { A: 0.6 }, { A: 0.9 }, { A: 0.7 }, {}, { B: 0.8 }), ALPHABET);
    expect(glyphs.map(({ character, at }) => [character, at])).toEqual([
      ['A', 2],
      ['B', 5],
    ]);
    expect(glyphs.map(({ confidence }) => confidence)).toEqual([expect.closeTo(0.9), expect.closeTo(0.8)]);
  });
});

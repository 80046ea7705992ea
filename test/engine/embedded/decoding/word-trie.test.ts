import { describe, expect, it } from 'vitest';
import { emissionsOf } from '../../../../src/engine/embedded/decoding/emissions.js';
import { scoreOf, WordTrie } from '../../../../src/engine/embedded/decoding/word-trie.js';
import { bruteForce, random, randomColumns } from './brute-force.js';
import { fromColumns, lineFrom, lineOf } from './posteriors.js';

const emissions = (text: string, doubts = {}) => emissionsOf([lineOf(text, doubts)], 'LETTERS')!;
const CITIES = ['SEMARANG', 'SEMARAPURA', 'SERANG', 'SAMARANG', 'SELAYAR'];
const bestOf = (scores: Float64Array) => CITIES[scores.indexOf(Math.max(...scores))];

describe('the likelihood of a word', () => {
  it('is that of all its alignments together, as counting them one by one gives it', () => {
    const next = random(7);
    for (let round = 0; round < 40; round += 1) {
      const columns = randomColumns(next, 'AB1', 5);
      const line = emissionsOf([lineFrom(fromColumns(columns))], 'LETTERS')!;
      for (const word of ['A', 'AB', 'AA', 'BAB', 'AAB', '1A']) {
        expect(scoreOf(word, line)).toBeCloseTo(Math.log(bruteForce(word, line)), 6);
      }
    }
  });

  it('is the same for words scored together and alone', () => {
    const line = emissions('SEMARANG', { 4: { E: 0.3 } });
    const together = new WordTrie(CITIES, line.symbolMap).scores(line, false);
    for (const [i, city] of CITIES.entries()) expect(together[i]).toBeCloseTo(scoreOf(city, line), 6);
  });

  it('stays in range on a long line that says something else', () => {
    const line = emissions('KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA '.repeat(4).trim());
    const score = scoreOf('WNI', line);
    expect(score).toBeLessThan(-500);
    expect(score).toBeGreaterThan(Number.NEGATIVE_INFINITY);
  });

  it('is nothing where the alphabet lacks a character', () => {
    expect(scoreOf('ÑO', emissions('NO'))).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('the likeliest word', () => {
  it.each([
    ['read clearly', 'SEMARANG', {}, 'SEMARANG'],
    ['whose fourth letter is in doubt', 'SEMORANG', { 3: { A: 0.2 } }, 'SEMARANG'],
    ['with blanks lost and dashes added', 'SE-MARA NG', {}, 'SEMARANG'],
    ['in small letters', 'Semarang', {}, 'SEMARANG'],
    ['with noise before and after it', 'X SERANG 7', {}, 'SERANG'],
  ])('of a line %s', (_name, text, doubts, city) => {
    const line = emissions(text, doubts);
    expect(bestOf(new WordTrie(CITIES, line.symbolMap).scores(line))).toBe(city);
  });

  it('pays for noise, the more the more there is', () => {
    const cost = (text: string) => {
      const line = emissions(text);
      return line.free - new WordTrie(['SERANG'], line.symbolMap).scores(line)[0]!;
    };
    expect(cost('SERANG')).toBeLessThan(0.5);
    expect(cost('X SERANG')).toBeGreaterThan(2);
    expect(cost('X SERANG')).toBeLessThan(6);
    expect(cost('KOTA SERANG')).toBeGreaterThan(cost('X SERANG') + 4);
  });
});

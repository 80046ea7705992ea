import { describe, expect, it } from 'vitest';
import { emissionsOf } from '../../../../src/engine/embedded/decoding/emissions.js';
import { searchPattern } from '../../../../src/engine/embedded/decoding/pattern-search.js';
import { bruteForce, random, randomColumns } from './brute-force.js';
import { fromColumns, lineFrom, lineOf } from './posteriors.js';

const DIGIT = '0123456789';
const four = [DIGIT, DIGIT, DIGIT, DIGIT];
const emissions = (text: string, doubts = {}) => emissionsOf([lineOf(text, doubts)], 'DIGITS')!;

describe('reading a form', () => {
  it('scores every text as counting its alignments gives it, and shares out the places likewise', () => {
    const next = random(11);
    for (let round = 0; round < 20; round += 1) {
      const line = emissionsOf([lineFrom(fromColumns(randomColumns(next, '12', 5)))], 'DIGITS')!;
      // Noise around the text would add to what is counted here.
      const clean = {
        ...line,
        noise: line.noise.map((_, step) => line.likelihoods[step * line.symbolMap.symbols.length]!),
      };
      const texts = ['11', '12', '21', '22'];
      const counted = texts.map((text) => bruteForce(text, clean));
      const read = searchPattern(['12', '12'], clean);
      expect(read.map(({ text }) => text).sort()).toEqual(texts);
      for (const { text, score } of read) {
        expect(score).toBeCloseTo(Math.log(counted[texts.indexOf(text)]!), 6);
      }
      const sum = counted.reduce((a, b) => a + b, 0);
      const twelve = read.find(({ text }) => text === '12');
      expect(twelve?.shares[0]).toBeCloseTo((counted[0]! + counted[1]!) / sum, 6);
      expect(twelve?.shares[1]).toBeCloseTo((counted[1]! + counted[3]!) / sum, 6);
    }
  });

  it('names the likeliest texts in their order', () => {
    const line = emissions('1234', { 1: { '7': 0.3 }, 3: { '9': 0.1 } });
    expect(
      searchPattern(four, line)
        .slice(0, 3)
        .map(({ text }) => text),
    ).toEqual(['1234', '1734', '1239']);
  });

  it('takes letters for the digits they look like, and leaves out what stands around', () => {
    expect(searchPattern(four, emissions(': I2O4'))[0]?.text).toBe('1204');
  });

  it('keeps a digit that stands twice', () => {
    expect(searchPattern(four, emissions('1144'))[0]?.text).toBe('1144');
  });

  it('looks sooner at what is favoured, and scores it no better for that', () => {
    const line = emissions('1234', { 1: { '9': 0.001 } });
    const favoured = searchPattern(four, line, [{ length: 4, favour: (text) => (text === '1934' ? 20 : 0) }]);
    expect(favoured[0]?.text).toBe('1234');
    expect(favoured.find(({ text }) => text === '1934')?.shares[1]).toBeCloseTo(0.001, 3);
  });

  it('reads nothing of what is too short', () => {
    expect(
      searchPattern(['1', '1', '1', '1', '1'], emissionsOf([lineFrom(fromColumns([{}, {}]))], 'DIGITS')!),
    ).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { isUnfinished } from '../../../../src/engine/embedded/decoding/unfinished.js';
import { placesIn } from '../../../../src/engine/embedded/decoding/vocabulary.js';
import type { FieldName } from '../../../../src/ktp/field.js';
import { loadRegions } from '../../../../src/regions/store.js';
import { line, lineAt } from '../synthetic.js';

const places = () => placesIn(loadRegions());

describe('a value is unfinished', () => {
  it.each<[FieldName, string, boolean]>([
    ['STREET', 'JL. MERDEKA NO', true],
    ['STREET', 'JL. MERDEKA NO 1', false],
    ['REGENCY', 'KOTA', true],
    ['REGENCY', 'KABUPATEN', true],
    ['REGENCY', 'KABUPATEN SIGI', false],
    ['BIRTH_PLACE', 'KAB.', true],
    ['BIRTH_PLACE', 'KOTABARU', false],
    ['VILLAGE', 'W', true],
    ['DISTRICT', '9', true],
    ['NAME', 'A.B', true],
    ['NAME', 'EVA', false],
    ['RELIGION', 'W', false],
    ['BIRTH_PLACE', 'DHARM', true],
    ['BIRTH_PLACE', 'DHARMASRAYA', false],
    ['BIRTH_PLACE', 'MALAYSIA', false],
    // A name of a place that another goes on from, but as a word of its own.
    ['BIRTH_PLACE', 'SOLOK', false],
  ])('%s %s: %s', (field, text, unfinished) => {
    expect(isUnfinished(field, { text, lines: [line(text, 0, 0)] }, places)).toBe(unfinished);
  });

  it.each([
    ['as far apart as words', 30, 0, false],
    ['farther apart', 60, 0, true],
    ['in two rows', 60, 30, false],
  ])('if its parts stand %s', (_, gap, lower, unfinished) => {
    const [height, advance] = [24, 10];
    const first = lineAt('TRANS', { left: 0, y: 100, height, advance });
    const rest = lineAt('WALI I', { left: 50 + gap, y: 100 + lower, height, advance });
    expect(isUnfinished('STREET', { text: 'TRANS WALI I', lines: [first, rest] }, places)).toBe(unfinished);
  });
});

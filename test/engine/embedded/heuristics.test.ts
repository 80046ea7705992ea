import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeCard } from '../../../src/engine/embedded/decoding/decode-card.js';
import { HEURISTICS, type Heuristic, isHeuristic } from '../../../src/engine/embedded/heuristics.js';
import { type Layout, layOut } from '../../../src/engine/embedded/layout/layout.js';
import { ALPHABET } from '../../../src/engine/embedded/models/alphabet.js';
import {
  type Print,
  printedLine,
  type TextLine,
} from '../../../src/engine/embedded/recognition/text-line.js';
import { ALL_FIELDS, type FieldName } from '../../../src/ktp/field.js';
import { loadRegions } from '../../../src/regions/store.js';
import { posteriorsOf } from './decoding/posteriors.js';
import { card, HEIGHT, LABELS_AT, line, more, PITCH, row, VALUES_AT } from './synthetic.js';

const EMBEDDED = fileURLToPath(new URL('../../../src/engine/embedded/', import.meta.url));
const regions = loadRegions();
const valuesOf = (lines: readonly TextLine[], ...left: Heuristic[]) => {
  const without = new Set(left);
  return decodeCard(layOut(lines, without), ALL_FIELDS, regions, {}, without).fields;
};

/** A row's label, and its value as the reader saw it. */
function printedRow(label: string, number: number, posteriors: Print['posteriors'], left = VALUES_AT) {
  const length = posteriors.steps * 8;
  const box = { x: left + length / 2, y: 100 + number * PITCH, angle: 0, length, height: HEIGHT };
  const print = { posteriors, width: posteriors.steps, alphabet: ALPHABET };
  return [line(label, LABELS_AT, number), printedLine(box, print)];
}

describe('without a heuristic', () => {
  it('a long value ends with its first row of print: wrapped-rows', () => {
    const lines = card({ 1: [...row('Nama', 'RADEN AJENG KARTINI', 1), ...more('DJOJO', 2)] }, 1);
    expect(valuesOf(lines).NAME?.text).toBe('RADEN AJENG KARTINI DJOJO');
    expect(valuesOf(lines, 'wrapped-rows').NAME?.text).toBe('RADEN AJENG KARTINI');
  });

  it('a value is as sure as its letters, wherever it begins: late-cap', () => {
    const lines = card({ 1: printedRow('Nama', 1, posteriorsOf('SANTOSO'), VALUES_AT + 55) });
    expect(valuesOf(lines).NAME?.confidence).toBe(0.5);
    expect(valuesOf(lines, 'late-cap').NAME?.confidence).toBeGreaterThan(0.9);
    expect(valuesOf(lines, 'photo-cap').NAME?.confidence).toBe(0.5);
  });

  it.each([
    ['Tempat/Tgl Lahir', 'PEREMPUAN', 2],
    ['Alamat', '004/014', 4],
    ['Pekerjaan', 'KAWIN', 10],
    ['Kecamatan', '3171011708450001', 7],
    ['Pekerjaan', '01-11-1948', 10],
  ])('a name is sure although %s holds %s: shift-cap', (label, text, number) => {
    const lines = card({
      1: printedRow('Nama', 1, posteriorsOf('BUDI SANTOSO')),
      [number]: printedRow(label, number, posteriorsOf(text)),
      8: printedRow('Agama', 8, posteriorsOf('ISLAM')),
    });
    expect(valuesOf(lines).NAME?.confidence).toBeLessThanOrEqual(0.5);
    expect(valuesOf(lines, 'shift-cap').NAME?.confidence).toBeGreaterThan(0.8);
    expect(valuesOf(lines).RELIGION?.confidence).toBeGreaterThan(0.8);
  });

  it.each([
    ['LINGK.', 0.5],
    ['JL MERDEKA NO', 0.5],
    ['JL MERDEKA', 1],
  ])('an address is as sure as its letters, whatever it ends with: unfinished-cap (%s)', (text, most) => {
    const lines = card({ 4: printedRow('Alamat', 4, posteriorsOf(text)) });
    expect(valuesOf(lines).STREET?.confidence).toBeLessThanOrEqual(most);
    expect(valuesOf(lines, 'unfinished-cap').STREET?.confidence).toBeGreaterThan(0.8);
    if (most === 1) expect(valuesOf(lines).STREET?.confidence).toBeGreaterThan(0.8);
  });

  it.each<[FieldName, string, string, number]>([
    ['STREET', 'Alamat', 'JL MERDEKA 211- NO 19', 4],
    ['OCCUPATION', 'Pekerjaan', 'MANAU-', 10],
    ['NAME', 'Nama', 'BUDI SANTOSO,', 1],
    ['DISTRICT', 'Kecamatan', 'MENTE', 7],
  ])(
    'a value is as sure as its letters, though it is unfinished: unfinished-cap (%s)',
    (field, label, text, number) => {
      const lines = card({ [number]: printedRow(label, number, posteriorsOf(text)) });
      expect(valuesOf(lines)[field]?.confidence).toBe(0.5);
      expect(valuesOf(lines, 'unfinished-cap')[field]?.confidence).toBeGreaterThan(0.7);
    },
  );

  it.each([
    ['PENJAGA LOKET', 1],
    ['RUH NELAYAN/PERIKANAN', 0.75],
    ['PE', 0.75],
  ])('an occupation of no list is doubted where it may be a part of a listed one: %s', (text, most) => {
    const { OCCUPATION } = valuesOf(card({ 10: printedRow('Pekerjaan', 10, posteriorsOf(text)) }));
    expect(OCCUPATION?.text).toBe(text);
    expect(OCCUPATION?.confidence).toBeLessThanOrEqual(most);
    if (most === 1) expect(OCCUPATION?.confidence).toBeGreaterThan(0.9);
  });

  it.each<[Heuristic, Partial<Layout>, number]>([
    ['legibility-cap', { isLegible: false }, 0.75],
    ['columns-cap', { columns: null }, 0.7],
  ])('a card is as sure as its letters, however it was found: %s', (heuristic, found, most) => {
    const layout = { ...layOut(card()), ...found };
    const nameWithout = (...left: Heuristic[]) =>
      decodeCard(layout, ALL_FIELDS, regions, {}, new Set(left)).fields.NAME;
    expect(nameWithout()?.confidence).toBe(most);
    expect(nameWithout(heuristic)?.confidence).toBeGreaterThan(0.9);
  });

  it('a place is as sure with digits in its words: letters-cap', () => {
    const lines = card({ 2: printedRow('Tempat/Tgl Lahir', 2, posteriorsOf('J4K4R74 84RA7, 17-08-1945')) });
    expect(valuesOf(lines).BIRTH_PLACE?.confidence).toBeLessThanOrEqual(0.4);
    expect(valuesOf(lines, 'letters-cap').BIRTH_PLACE?.confidence).toBeGreaterThan(0.4);
  });

  it('a value that nothing longer can be printed for needs no columns: columns-cap', () => {
    const fields = { ...layOut(card()), columns: null };
    const { NIK, RT_RW, RELIGION, DISTRICT, NAME, OCCUPATION } = decodeCard(
      fields,
      ALL_FIELDS,
      regions,
    ).fields;
    const sure = [NIK, RT_RW, RELIGION, DISTRICT].map((value) => value?.confidence ?? 0);
    expect(Math.min(...sure)).toBeGreaterThan(0.8);
    expect([NAME, OCCUPATION].map((value) => value?.confidence)).toEqual([0.7, 0.7]);
  });

  it('doubtful letters make no word of a list: word-lists', () => {
    const lines = card({ 8: printedRow('Agama', 8, posteriorsOf('ISLAM', { 2: { I: 0.6 } })) });
    expect(valuesOf(lines).RELIGION?.text).toBe('ISLAM');
    expect(valuesOf(lines, 'word-lists').RELIGION?.text).toBe('ISIAM');
  });
});

describe('the names of heuristics', () => {
  it('are those of the table, and none that every object has', () => {
    expect(Object.keys(HEURISTICS).every(isHeuristic)).toBe(true);
    expect(['', 'reread ', 'toString', 'Reread'].filter(isHeuristic)).toEqual([]);
  });

  it('are each asked for at one place of the engine', () => {
    const sources = (readdirSync(EMBEDDED, { recursive: true }) as string[])
      .filter((file) => file.endsWith('.ts') && file !== 'heuristics.ts')
      .map((file) => readFileSync(join(EMBEDDED, file), 'utf8'))
      .join('\n');
    const places = Object.keys(HEURISTICS).map((name) => [name, sources.split(`'${name}'`).length - 1]);
    expect(places.filter(([, count]) => count !== 1)).toEqual([]);
  });
});

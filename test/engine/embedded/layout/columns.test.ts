import { describe, expect, it } from 'vitest';
import { beginsLate, columnsOf, inPhotoColumn } from '../../../../src/engine/embedded/layout/columns.js';
import type { TextLine } from '../../../../src/engine/embedded/recognition/text-line.js';
import { lineAt } from '../synthetic.js';

/** A level line of text, 20 high, from `left` to `right`. */
function line(text: string, left: number, right: number, y: number): TextLine {
  return lineAt(text, { left, y, height: 20, advance: (right - left) / text.length });
}

const nik = line('3374015708450001', 300, 700, 100);
const status = line('KAWIN', 300, 380, 300);
const date = line('08-10-2018', 690, 890, 330);
const columns = { labels: 30, valuesAt: () => 300, width: 240 };

describe('inPhotoColumn', () => {
  it.each<[string, TextLine, boolean]>([
    ['a value', status, false],
    [
      'a place of issue beside it, however far it reaches left',
      line('KABUPATEN TANA TORAJA', 600, 980, 302),
      true,
    ],
    ['a date of issue', date, true],
    ['more of a value that reaches under the photo', line('MAHASISWA DAN LAIN LAIN', 400, 1020, 302), false],
  ])('tells of %s whether it stands there', (_, asked, right) => {
    expect(inPhotoColumn([nik, status, date, asked], columns, 180)(asked)).toBe(right);
  });
});

describe('inPhotoColumn where the NIK was not read', () => {
  const place = line('BONTANG', 720, 860, 302);
  const validity = line('08-10-2017', 300, 500, 360);

  it.each<[string, number | null, TextLine, boolean]>([
    ['a date far right of the values', 180, date, true],
    ['the place above it', 180, place, true],
    ['a date among the values', 180, validity, false],
    ['the place where no date of birth tells the dates apart', null, place, false],
    ['the place where the date stands as high as that of birth', 325, place, false],
  ])('tells of %s whether it stands there', (_, birthAt, asked, right) => {
    const wide = { labels: 30, valuesAt: () => 330, width: 300 };
    expect(inPhotoColumn([status, date, place, validity], wide, birthAt)(asked)).toBe(right);
  });
});

describe('beginsLate', () => {
  it.each<[string, number, boolean]>([
    ['in its column', 298, false],
    ['a narrow letter right of it', 301, false],
    ['behind a narrow letter and a blank', 305, true],
    ['where its second letter would stand', 318, true],
  ])('tells of a value that begins %s whether its beginning is hidden', (_, left, late) => {
    expect(beginsLate([line('ISLAM', left, left + 60, 300)], columns)).toBe(late);
  });

  it('tells of nothing without columns or a value', () => {
    expect([beginsLate([status], null), beginsLate([], columns)]).toEqual([false, false]);
  });
});

describe('columnsOf', () => {
  /** Rows whose labels were not read, their values behind a colon at the places given. */
  const rows = (places: readonly number[]) =>
    places.map((left, n) => ({
      row: 'NAME' as const,
      text: { lines: [line(': BUDI', left, left + 60, 100 + 40 * n)], y: 100 + 40 * n },
      continues: false,
      label: { similarity: 0.2, end: 0 },
      inForm: false,
    }));

  it('goes by the colons where no label is in the picture', () => {
    const found = columnsOf(rows([100, 102, 99, 100, 101, 100]));
    expect(found?.valuesAt(200)).toBeCloseTo(125, 0);
    expect(found?.width).toBeCloseTo(279, 0);
    expect(found?.labels).toBeCloseTo(125 - 279, 0);
  });

  it('knows none where the values begin along the edge of what covers them, and the labels do not', () => {
    const labelled = (lean: number, ofLabels: number) =>
      [0, 1, 2, 3, 4, 5].map((n) => ({
        row: 'NAME' as const,
        text: {
          lines: [
            line('Nama', 30 + 40 * n * ofLabels, 110, 40 * n),
            line('BUDI', 300 + 40 * n * lean, 400, 40 * n),
          ],
          y: 40 * n,
        },
        continues: false,
        label: { similarity: 1, end: 4 },
        inForm: false,
      }));
    expect(columnsOf(labelled(-0.25, 0))).toBeNull();
    expect(columnsOf(labelled(-0.1, 0))?.labels).toBe(30);
    expect(columnsOf(labelled(-0.25, -0.2))).not.toBeNull();
  });

  it.each([
    ['too few', [100, 100, 100, 100]],
    ['not in a column', [100, 140, 60, 180, 90, 120, 150]],
  ])('knows none where the colons are %s', (_, places) => {
    expect(columnsOf(rows(places))).toBeNull();
  });
});

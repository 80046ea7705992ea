import { describe, expect, it } from 'vitest';
import type { Heuristic } from '../../../../src/engine/embedded/heuristics.js';
import { layOut } from '../../../../src/engine/embedded/layout/layout.js';
import type { TextLine } from '../../../../src/engine/embedded/recognition/text-line.js';
import { sightsOf } from '../../../../src/engine/embedded/visibility/field-visibility.js';
import type { HiddenAt } from '../../../../src/engine/embedded/visibility/hidden-print.js';
import { ALL_FIELDS } from '../../../../src/ktp/field.js';
import { loadRegions } from '../../../../src/regions/store.js';
import { card, HEIGHT, line, PITCH, row, VALUES_AT } from '../synthetic.js';

const regions = loadRegions();
const ADVANCE = 11;

/** Something over some of the letters of a row's value, the first letter being 0. */
function over(number: number, from: number, to: number): HiddenAt {
  const y = 100 + number * PITCH;
  return (x, at) =>
    Math.abs(at - y) < HEIGHT && x > VALUES_AT + from * ADVANCE && x < VALUES_AT + to * ADVANCE
      ? 'OBJECT'
      : null;
}

/** The lines with a row's letters read so surely. */
function sure(lines: TextLine[], number: number, confidence: number): TextLine[] {
  const read = (each: TextLine) => ({
    ...each,
    glyphs: each.glyphs.map((glyph) => ({ ...glyph, confidence })),
  });
  return lines.map((each) => (each.y === 100 + number * PITCH ? read(each) : each));
}

const sightsIn = (lines: TextLine[], hiddenAt: HiddenAt, ...without: Heuristic[]) =>
  sightsOf(layOut(lines), ALL_FIELDS, null, hiddenAt, regions, new Set(without));

const SOLOK = [
  line('PROVINSI SUMATERA BARAT', 330, -3),
  line('KABUPATEN SOLOK', 370, -2),
  ...card().filter(({ y }) => y > 50),
];

describe('how a value is seen', () => {
  it('is partly hidden where some of its letters are, unless they are clearly read', () => {
    const hidden = over(1, 0, 4);
    const faint = sure(card(), 1, 0.9);
    expect(sightsIn(faint, hidden).NAME).toMatchObject({ visibility: 'PARTLY_HIDDEN', hiddenBy: 'OBJECT' });
    const read = sure(card(), 1, 0.999);
    expect(sightsIn(read, hidden).NAME?.visibility).toBe('WHOLE');
    expect(sightsIn(read, hidden, 'seen-letters').NAME?.visibility).toBe('PARTLY_HIDDEN');
  });

  it('is partly hidden where something lies right behind it, however clearly it is read', () => {
    expect(sightsIn(sure(card(), 1, 0.999), over(1, 12, 16)).NAME?.visibility).toBe('PARTLY_HIDDEN');
  });

  it('is whole where something lies over the date behind a place of birth that a comma ends', () => {
    const date = over(2, 7.3, 20);
    const birth = (text: string) => sure(card({ 2: row('Tempat/Tgl Lahir', text, 2) }), 2, 0.9);
    expect(sightsIn(birth('JAKARTA, 17'), date).BIRTH_PLACE?.visibility).toBe('WHOLE');
    expect(sightsIn(birth('JAKARTA 17'), date).BIRTH_PLACE?.visibility).toBe('PARTLY_HIDDEN');
  });

  it('is whole where something lies behind a region that has no longer name', () => {
    const beside = over(7, 6, 9);
    expect(sightsIn(card(), beside).DISTRICT?.visibility).toBe('WHOLE');
    expect(sightsIn(card(), beside, 'complete-text').DISTRICT?.visibility).toBe('PARTLY_HIDDEN');
    const ofNone = card({ 7: row('Kecamatan', 'GAMBI', 7) });
    expect(sightsIn(ofNone, over(7, 5, 8)).DISTRICT?.visibility).toBe('PARTLY_HIDDEN');
  });

  it('is partly hidden where a region of that name has a neighbour with a longer one', () => {
    const behind: HiddenAt = (x, y) => (Math.abs(y - 40) < HEIGHT && x > 370 + 15 * ADVANCE ? 'GLARE' : null);
    const sights = sightsIn(SOLOK, behind);
    expect(sights.REGENCY).toMatchObject({ visibility: 'PARTLY_HIDDEN', hiddenBy: 'GLARE' });
    expect(sights.PROVINCE?.visibility).toBe('WHOLE');
  });
});

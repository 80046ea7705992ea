import { describe, expect, it } from 'vitest';
import { clarityOf, confidenceOf, groundsOf } from '../../../../src/engine/embedded/decoding/confidence.js';
import { decodeCard } from '../../../../src/engine/embedded/decoding/decode-card.js';
import { layOut } from '../../../../src/engine/embedded/layout/layout.js';
import type { FieldSight } from '../../../../src/engine/embedded/visibility/field-visibility.js';
import { ALL_FIELDS } from '../../../../src/ktp/field.js';
import { loadRegions } from '../../../../src/regions/store.js';
import { card, LABELS_AT, line, VALUES_AT } from '../synthetic.js';

const of = (share: number, cost: number, clarity = 5) =>
  confidenceOf('NAME', groundsOf({ text: 'BUDI', share, cost }, clarity));

describe('the confidence of a value', () => {
  it('rises with its share, and falls with what no reading explains', () => {
    expect(of(0.99, 0)).toBeGreaterThan(of(0.9, 0));
    expect(of(0.99, 2)).toBeLessThan(of(0.99, 0));
  });

  it('falls no further where next to nothing speaks for it', () => {
    expect(of(0.01, 10)).toBe(of(0.01, 200));
    expect(of(0.01, 10)).toBeGreaterThan(0.01);
    expect(groundsOf({ text: 'BUDI', share: 0.01, cost: 10 }, 5).evidence).toBe(-6);
  });

  it('does not fall with the doubt about letters that are hidden', () => {
    const faint = card({ 4: [line('Alamat', LABELS_AT, 4), line('JL. MERDEKA', VALUES_AT, 4, 0.6)] });
    const layout = layOut(faint);
    const nameWith = (visibility: FieldSight['visibility']) => {
      const STREET: FieldSight = { visibility, hiddenBy: null, hidden: [] };
      return decodeCard(layout, ALL_FIELDS, loadRegions(), { STREET }).fields.NAME?.grounds?.clarity ?? 0;
    };
    expect(nameWith('PARTLY_HIDDEN')).toBeGreaterThan(nameWith('WHOLE') + 0.3);
  });

  it('is higher on a card that reads clearly', () => {
    expect(of(0.9, 0, 8)).toBeGreaterThan(of(0.9, 0, 2) + 0.01);
  });

  it('is made of the nats for the value, and of the clarity of the card', () => {
    expect(groundsOf({ text: 'BUDI', share: 0.9, cost: 0 }, 3)).toEqual({
      evidence: expect.closeTo(Math.log(9), 6),
      clarity: 3,
    });
  });
});

describe('the clarity of a card', () => {
  it('falls with the doubt about a letter, on average over the card', () => {
    const fields = Object.values(layOut(card()).fields);
    const doubted = fields.map((field) => ({
      ...field,
      lines: field.lines.map((line) => ({
        ...line,
        glyphs: line.glyphs.map((glyph) => ({ ...glyph, confidence: 0.9 })),
      })),
    }));
    expect(clarityOf(doubted)).toBeCloseTo(-Math.log(0.1 + 1e-4), 6);
    expect(clarityOf(fields)).toBeGreaterThan(clarityOf(doubted));
    expect(clarityOf([])).toBeCloseTo(-Math.log(1e-4), 6);
  });
});

import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { ADVICE } from '../../../src/engine/image/advice.js';
import { measure } from '../../../src/engine/image/measure.js';
import {
  type CardPlace,
  DEFAULT_THRESHOLDS,
  hintsOf,
  type Measures,
  QUALITY_CODES,
  type QualityCode,
} from '../../../src/engine/image/quality.js';

const GOOD: Measures = { sharpness: 0.9, brightness: 0.7, contrast: 0.6, glare: 0, colour: 0.2 };
const PLACE: CardPlace = { skewDegrees: 1, width: 1000, cutOff: false };

describe('hintsOf', () => {
  it('finds nothing against the print of a card that was read entirely, but what else there is', () => {
    const bad = { ...GOOD, sharpness: 0.1, contrast: 0.1, legible: true };
    const place = { ...PLACE, cutOff: true, skewDegrees: 40, width: 100 };
    expect(hintsOf(bad, place)).toEqual(['SKEWED', 'TOO_SMALL']);
    expect(hintsOf({ ...bad, brightness: 0.1 }, place)).toEqual(['SKEWED', 'TOO_SMALL']);
    expect(hintsOf({ ...bad, brightness: 0.99 }, place)).toEqual(['SKEWED', 'TOO_SMALL']);
    expect(hintsOf({ ...bad, legible: false }, place)).toContain('BLURRED');
    expect(hintsOf({ ...bad, legible: false }, place)).toContain('CARD_CUT_OFF');
  });

  it('says first that a picture is damaged, whatever it is measured to be', () => {
    expect(hintsOf({ ...GOOD, damaged: true }, PLACE)).toEqual(['DAMAGED']);
    expect(hintsOf({ ...GOOD, sharpness: 0.1, damaged: true }, PLACE)).toEqual(['DAMAGED', 'BLURRED']);
  });

  it('has nothing to say about a good picture', () => {
    expect(hintsOf(GOOD, PLACE)).toEqual([]);
  });

  it.each<[QualityCode, Partial<Measures>, Partial<CardPlace> | null]>([
    ['BLURRED', { sharpness: 0.49 }, {}],
    ['TOO_DARK', { brightness: 0.29 }, {}],
    ['TOO_BRIGHT', { brightness: 0.986 }, {}],
    ['LOW_CONTRAST', { contrast: 0.29 }, {}],
    ['GLARE', { glare: 0.021 }, {}],
    ['SKEWED', {}, { skewDegrees: -15.1 }],
    ['SKEWED', {}, { skewDegrees: 15.1 }],
    ['TOO_SMALL', {}, { width: 479 }],
    ['CARD_CUT_OFF', {}, { cutOff: true }],
    ['GRAYSCALE', { colour: 0.02 }, {}],
    ['NOT_A_CARD', {}, null],
  ])('says %s where the threshold is passed', (code, measures, place) => {
    expect(hintsOf({ ...GOOD, ...measures }, place === null ? null : { ...PLACE, ...place })).toEqual([code]);
  });

  it('says all that is to be said, in the order of the codes', () => {
    const bad = { sharpness: 0.1, brightness: 0.1, contrast: 0.1, glare: 0.5, colour: 0.5 };
    expect(hintsOf(bad, null)).toEqual(['BLURRED', 'TOO_DARK', 'GLARE', 'NOT_A_CARD']);
  });

  it.each<[string, Partial<Measures>, QualityCode[]]>([
    ['the dark for lack of contrast', { brightness: 0.1, contrast: 0.1 }, ['TOO_DARK']],
    [
      'too much light for lack of contrast or glare',
      { brightness: 1, contrast: 0.1, glare: 0.7 },
      ['TOO_BRIGHT'],
    ],
    ['a pale card in good light for glare', { brightness: 0.97, glare: 0.2 }, []],
    ['fog for lack of colour', { contrast: 0.16, colour: 0.021 }, ['LOW_CONTRAST']],
  ])('does not take %s', (_, measures, hints) => {
    expect(hintsOf({ ...GOOD, ...measures }, PLACE)).toEqual(hints);
  });

  it('does not take the paper of a photocopy for glare', () => {
    expect(hintsOf({ ...GOOD, glare: 0.6, colour: 0 }, PLACE)).toEqual(['GRAYSCALE']);
  });

  it('does not ask for colour where there is no card', () => {
    expect(hintsOf({ ...GOOD, colour: 0 }, null)).toEqual(['NOT_A_CARD']);
  });

  it('takes other thresholds', () => {
    expect(hintsOf(GOOD, PLACE, { ...DEFAULT_THRESHOLDS, minSharpness: 0.95 })).toEqual(['BLURRED']);
  });
});

describe('measure', () => {
  /** Bars the size of a card's strokes, in words, on light blue. */
  const print = (dark = '#223', light = '#bcd8ea') => {
    const bars = Array.from({ length: 16 }, (_, row) =>
      Array.from({ length: 60 }, (__, i) =>
        i % 8 > 5
          ? ''
          : `<rect x="${30 + i * 12}" y="${30 + row * 28}" width="3" height="14" fill="${dark}"/>`,
      ).join(''),
    ).join('');
    return sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500"><rect width="800" height="500" fill="${light}"/>${bars}</svg>`,
      ),
    ).removeAlpha();
  };
  const measured = async (image: Sharp) => {
    const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const pixels = new Uint32Array(Uint8Array.from(data).buffer);
    return measure({ width: info.width, height: info.height, pixels });
  };

  it('finds print sharp, and less so the more it is blurred', async () => {
    const [sharpest = 0, soft = 0, blurred = 0] = await Promise.all(
      [print(), print().blur(2.5), print().blur(6)].map(async (image) => (await measured(image)).sharpness),
    );
    expect(sharpest).toBeGreaterThan(0.8);
    expect(soft).toBeLessThan(sharpest);
    expect(blurred).toBeLessThan(0.3);
  });

  it('does not take grain for sharpness', async () => {
    const grain = await sharp({
      create: {
        width: 800,
        height: 500,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 12 },
      },
    })
      .png()
      .toBuffer();
    const blurred = await print()
      .blur(6)
      .composite([{ input: grain, blend: 'soft-light' }])
      .removeAlpha()
      .png()
      .toBuffer();
    expect((await measured(sharp(blurred))).sharpness).toBeLessThan(0.5);
  });

  it('measures light, contrast and colour', async () => {
    const day = await measured(print());
    const night = await measured(print().linear(0.2, 0));
    expect(day.brightness).toBeCloseTo(0.82, 1);
    expect(night.brightness).toBeLessThan(0.2);
    expect(day.contrast).toBeGreaterThan(0.5);
    expect(night.contrast).toBeLessThan(0.2);
    expect(day.colour).toBeGreaterThan(0.1);
    expect((await measured(print('#333', '#ccc'))).colour).toBe(0);
  });

  it('measures the share that is burnt out', async () => {
    const spot = await sharp({ create: { width: 200, height: 250, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const lit = await print()
      .composite([{ input: spot, left: 300, top: 100 }])
      .png()
      .toBuffer();
    expect((await measured(sharp(lit).removeAlpha())).glare).toBeCloseTo((200 * 250) / (800 * 500), 2);
    expect((await measured(print())).glare).toBe(0);
  });

  it('measures a picture without anything', () => {
    const flat = measure({ width: 30, height: 30, pixels: new Uint32Array(900) });
    expect(flat).toEqual({ sharpness: 0, brightness: 0, contrast: 0, glare: 0, colour: 0 });
  });
});

it('has the defaults that docs/settings.md says', () => {
  const settings = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8');
  for (const [name, value] of Object.entries(DEFAULT_THRESHOLDS)) {
    const variable = `QUALITY_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
    expect(settings).toContain(`| \`${variable}\` | \`${value}\` |`);
  }
});

it('has advice for every code in both languages', () => {
  for (const code of QUALITY_CODES) {
    expect(ADVICE[code].ID.length).toBeGreaterThan(20);
    expect(ADVICE[code].EN.length).toBeGreaterThan(20);
    expect(ADVICE[code].ID).not.toBe(ADVICE[code].EN);
  }
});

import { describe, expect, it } from 'vitest';
import { IDENTITY } from '../../../../src/engine/embedded/image/geometry.js';
import type { View } from '../../../../src/engine/embedded/image/view.js';
import { areaAroundNik, closerArea } from '../../../../src/engine/embedded/layout/card-area.js';
import { card, nik, PITCH } from '../synthetic.js';

const lines = card();
const IN_SHAPE = { pitch: PITCH, isClear: true };
const around = areaAroundNik(lines, IN_SHAPE);

/** A view that shows the card as large as it is. */
function view(width: number, height: number): View {
  return { picture: { width, height } as View['picture'], toPicture: IDENTITY, width, height };
}

describe('closerArea', () => {
  it.each([
    ['fills a view', 1000, 600, false, false],
    ['takes little of a view', 4000, 3000, false, true],
    ['fills a view that is crowded with other print', 1000, 600, true, true],
  ])('of a level card that %s', (_how, width, height, crowded, closer) => {
    expect(closerArea({ view: view(width, height), crowded }, around, null)).toEqual(
      closer ? around?.area : null,
    );
  });
});

describe('areaAroundNik', () => {
  const squashed = { pitch: PITCH / 2, isClear: false };

  it('is of the shape that the view shows where print reads clearly', () => {
    expect(areaAroundNik(lines, { ...squashed, isClear: true })).toEqual(around);
    expect(around?.stretch).toBe(1);
  });

  it('is as much higher as rows are too close for the length of the number where print does not read clearly', () => {
    const found = areaAroundNik(lines, squashed);
    expect(found?.stretch).toBeCloseTo((PITCH / 2 / (16.5 * 2.2 * 11)) * (1 / 0.072), 1);
    const [across, , , , down] = found?.area.toView ?? [];
    expect([across, down]).toEqual([1, found?.stretch]);
    expect(found?.area.height).toBe(around?.area.height);
  });

  it('is found by digits that were read as letters like them, and by no word', () => {
    const areaOf = (text: string) => areaAroundNik([nik(text)], IN_SHAPE);
    expect(areaOf('8207O561O153OO14')).not.toBeNull();
    expect(areaOf('OBSTETRI GOLSBAL')).toBeNull();
  });
});

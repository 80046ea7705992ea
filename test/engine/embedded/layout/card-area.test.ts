import { describe, expect, it } from 'vitest';
import { apply, IDENTITY, invert } from '../../../../src/engine/embedded/image/geometry.js';
import type { View } from '../../../../src/engine/embedded/image/view.js';
import { areaAroundNik, closerArea, linesOfCard } from '../../../../src/engine/embedded/layout/card-area.js';
import { type TextLine, textOf } from '../../../../src/engine/embedded/recognition/text-line.js';
import { card, line, nik, PITCH } from '../synthetic.js';

const lines = card();
const around = areaAroundNik(lines, PITCH);

/** A view that shows the card as large as it is. */
function view(width: number, height: number, picture = { width, height }): View {
  return { picture: picture as View['picture'], toPicture: IDENTITY, width, height };
}

describe('closerArea', () => {
  it.each([
    ['fills a view', 1000, 600, false, false],
    ['takes little of a view', 4000, 3000, false, true],
    ['fills a view that is crowded with other print', 1000, 600, true, true],
  ])('of a level card that %s', (_how, width, height, crowded, closer) => {
    expect(closerArea({ view: view(width, height), crowded }, lines, around, null)).toEqual(
      closer ? around?.area : null,
    );
  });
});

it('looks closer at a card in a view with the lines of another', () => {
  const other = card().map((line) => ({ ...line, left: line.left + 1500, right: line.right + 1500 }));
  const look = (all: readonly TextLine[]) =>
    closerArea({ view: view(1000, 600), crowded: false }, all, around, null);
  expect(look([...lines, ...other.slice(0, 7)])).toBeNull();
  expect(look([...lines, ...other.slice(0, 8)])).toEqual(around?.area);
});

describe('linesOfCard', () => {
  it('takes no label of a card to the left for that of a NIK', () => {
    const moved = lines.map((line) => ({ ...line, left: line.left + 900, right: line.right + 900 }));
    const unlabelled = moved.filter(({ glyphs }) => textOf(glyphs) !== 'NIK');
    expect(unlabelled).toHaveLength(moved.length - 1);
    expect(linesOfCard(unlabelled)).toEqual(unlabelled);
    expect(linesOfCard([line('NIK', -600, 0), ...unlabelled])).toEqual(unlabelled);
  });
});

it('looks again at a card of which the picture shows much more than the view', () => {
  const shown = (pictureHeight: number) =>
    closerArea(
      { view: view(1000, 200, { width: 1000, height: pictureHeight }), crowded: false },
      lines,
      around,
      null,
    );
  expect(shown(200)).toBeNull();
  expect(shown(800)).toEqual(around?.area);
});

describe('areaAroundNik', () => {
  it('is of the shape that the view shows where rows do not tell another', () => {
    expect(areaAroundNik(lines, null)).toEqual(around);
    expect(around?.stretch).toBe(1);
  });

  it('is as large around a number that runs askew', () => {
    const number = lines.find(({ glyphs }) => glyphs.length === 18)!;
    const slope = Math.tan(1.1);
    const half = (Math.cos(1.1) * (number.right - number.left)) / 2;
    const middle = (number.left + number.right) / 2;
    const askew = { ...number, left: middle - half, right: middle + half, slope };
    const [level, steep] = [number, askew].map((line) => areaAroundNik([line], null)?.area);
    expect(steep?.width).toBeCloseTo(level?.width ?? 0, 6);
    expect(steep?.height).toBeCloseTo(level?.height ?? 0, 6);
    const begins = (area = level) => apply(invert(area?.toView ?? IDENTITY), middle, number.y);
    expect(begins(steep).x).toBeCloseTo(begins(level).x, 6);
    expect(begins(steep).y).toBeCloseTo(begins(level).y, 6);
  });

  it('is as much higher as rows are too close for the length of the number', () => {
    const found = areaAroundNik(lines, PITCH / 2);
    expect(found?.stretch).toBeCloseTo((PITCH / 2 / (16.5 * 2.2 * 11)) * (1 / 0.072), 1);
    const [across, , , , down] = found?.area.toView ?? [];
    expect([across, down]).toEqual([1, found?.stretch]);
    expect(found?.area.height).toBe(around?.area.height);
  });

  it('is none of a shape that no card is seen in: such a number was read upside down, or is other print', () => {
    expect(areaAroundNik(lines, PITCH / 20)).toBeNull();
    expect(areaAroundNik(lines, PITCH * 20)).toBeNull();
  });

  it('is found by digits that were read as letters like them, and by no word', () => {
    const areaOf = (text: string) => areaAroundNik([nik(text)], PITCH);
    expect(areaOf('8207O561O153OO14')).not.toBeNull();
    expect(areaOf('OBSTETRI GOLSBAL')).toBeNull();
  });
});

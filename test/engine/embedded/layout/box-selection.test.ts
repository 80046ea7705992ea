import { describe, expect, it } from 'vitest';
import type { Box } from '../../../../src/engine/embedded/image/geometry.js';
import { chooseBoxes, mayBeNik, suffices } from '../../../../src/engine/embedded/layout/box-selection.js';
import { layOut } from '../../../../src/engine/embedded/layout/layout.js';
import type { TextLine } from '../../../../src/engine/embedded/recognition/text-line.js';
import { ALL_FIELDS, type FieldName } from '../../../../src/ktp/field.js';
import { card } from '../synthetic.js';

const lines = card();
const boxes: readonly Box[] = lines.map(({ left, right, y, height }) => ({
  x: (left + right) / 2,
  y,
  angle: 0,
  length: right - left,
  height,
}));
const only = (...names: FieldName[]): ReadonlySet<FieldName> => new Set(names);
const readOf = (chosen: readonly Box[]): readonly TextLine[] =>
  lines.filter((_, i) => chosen.includes(boxes[i] as Box));

describe('the boxes to read first', () => {
  it.each<[string, ReadonlySet<FieldName>]>([
    ['the NIK', only('NIK')],
    ['the header', only('PROVINCE', 'REGENCY')],
    ['name and birth', only('NAME', 'BIRTH_PLACE', 'BIRTH_DATE')],
  ])('for %s are the upper rows, and they do', (_name, wanted) => {
    const { first, rest } = chooseBoxes(boxes, wanted);
    expect(first.length + rest.length).toBe(boxes.length);
    expect(first.length).toBeLessThan(0.6 * boxes.length);
    expect(suffices(layOut(readOf(first)), wanted)).toBe(true);
  });

  it('are all for what stands at the bottom', () => {
    expect(chooseBoxes(boxes, ALL_FIELDS)).toEqual({ first: boxes, rest: [] });
    expect(chooseBoxes(boxes, only('VALID_UNTIL'))).toEqual({ first: boxes, rest: [] });
  });

  it('are none where there are none', () => {
    expect(chooseBoxes([], ALL_FIELDS)).toEqual({ first: [], rest: [] });
  });

  it('do not do where a wanted field is not among them, or they show no card', () => {
    const { first } = chooseBoxes(boxes, only('NIK'));
    expect(suffices(layOut(readOf(first)), only('NIK', 'VALID_UNTIL'))).toBe(false);
    expect(suffices(layOut(readOf(first.slice(0, 2))), only('PROVINCE'))).toBe(false);
  });
});

describe('the boxes that may hold a NIK', () => {
  const box = (length: number): Box => ({ x: 0, y: 0, angle: 1, length, height: 20 });

  it('are those of its shape, the likeliest first, eight at a time', () => {
    const ofItsShape = [200, 190, 180, 220, 170, 230, 160, 240, 150];
    const found = mayBeNik([box(90), ...ofItsShape.toReversed().map(box), box(400)]);
    expect(found.map((some) => some.length)).toEqual([8, 1]);
    expect(found.flat().slice(0, 3)).toEqual([box(200), box(190), box(180)]);
    expect(found.flat()).toHaveLength(ofItsShape.length);
  });

  it('are none among others', () => {
    expect(mayBeNik([box(20), box(600)])).toEqual([]);
  });
});

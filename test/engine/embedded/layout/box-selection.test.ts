import { describe, expect, it } from 'vitest';
import type { Box } from '../../../../src/engine/embedded/image/geometry.js';
import { chooseBoxes, suffices } from '../../../../src/engine/embedded/layout/box-selection.js';
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

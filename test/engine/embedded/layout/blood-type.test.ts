import { describe, expect, it } from 'vitest';
import { readBloodType } from '../../../../src/engine/embedded/layout/blood-type.js';
import { layOut } from '../../../../src/engine/embedded/layout/layout.js';
import type { TextLine } from '../../../../src/engine/embedded/recognition/text-line.js';
import { card, HEIGHT, line, row } from '../synthetic.js';

const genderRow = (...behind: readonly TextLine[]) =>
  layOut(card({ 3: [...row('Jenis Kelamin', 'LAKI-LAKI', 3), ...behind] }));
const label = line('Gol. Darah', 480, 3);

describe('a blood type that was overlooked', () => {
  const readAs = async (text: string) => {
    const { fields } = await readBloodType(genderRow(label), async () => line(text, 480, 3));
    return fields.BLOOD_TYPE?.text;
  };

  it('is read behind its label', async () => {
    expect(await readAs('Gol. Darah : AB+')).toBe('AB+');
    expect(await readAs('Gol. Darah : -')).toBe('-');
  });

  it('stays unread where nothing of one stands there', async () => {
    const layout = genderRow(label);
    for (const text of ['Gol. Darah', 'Gol. Darah : ', 'SPECIMEN']) {
      expect(await readBloodType(layout, async () => line(text, 480, 3))).toBe(layout);
    }
    expect(await readBloodType(layout, async () => undefined)).toBe(layout);
    // The last letter of a misread label.
    expect(await readBloodType(layout, async () => line('Gol. Dara: A', 450, 3))).toBe(layout);
  });

  it('is looked for up to four heights of its line behind the label', async () => {
    await readBloodType(genderRow(label), async (box) => {
      expect(box.x - box.length / 2).toBeCloseTo(label.left, 5);
      expect(box.x + box.length / 2).toBeCloseTo(label.right + 4 * HEIGHT, 5);
      return undefined;
    });
    expect.assertions(2);
  });

  it.each([
    ['it was read', [line('Gol. Darah : O', 480, 3)]],
    ['its label was not', []],
  ])('costs nothing where %s', async (_, behind) => {
    const layout = genderRow(...behind);
    const asked: unknown[] = [];
    const same = await readBloodType(layout, async (box) => {
      asked.push(box);
      return undefined;
    });
    expect([same === layout, asked]).toEqual([true, []]);
  });
});

import { describe, expect, it } from 'vitest';
import { fieldText } from '../../../../src/engine/embedded/layout/field-text.js';
import type { Layout } from '../../../../src/engine/embedded/layout/layout.js';
import { endsAtPhoto, readOverPhoto } from '../../../../src/engine/embedded/layout/photo-edge.js';
import type { TextLine } from '../../../../src/engine/embedded/recognition/text-line.js';
import { ALPHABETS } from '../../../../src/engine/embedded/template.js';
import { lineOf } from '../decoding/posteriors.js';

/** A name whose line ends so many widths of the labels' column right of its beginning. */
function nameEnding(at: number, text = 'PUTRA DERMAW'): Layout {
  const line = lineOf(text);
  const columns = { labels: line.right - at * 100, valuesAt: () => line.left, width: 100 };
  return { fields: { NAME: fieldText([line], ALPHABETS.WORDS) }, columns } as unknown as Layout;
}

describe('a name that ends where the photo begins', () => {
  const readAs = (longer: TextLine | undefined, at = 2.9) =>
    readOverPhoto(nameEnding(at), async () => longer).then(({ fields }) => fields.NAME?.text);

  it('is read on over the photo', async () => {
    expect(await readAs(lineOf('PUTRA DERMAWAN'))).toBe('PUTRA DERMAWAN');
    // Of the last letter only the beginning lay within the line.
    expect(await readAs(lineOf('PUTRA DERMANTO'))).toBe('PUTRA DERMANTO');
  });

  it('is left as it is where nothing sure goes on', async () => {
    expect(await readAs(undefined)).toBe('PUTRA DERMAW');
    expect(await readAs(lineOf('PUTRA DERMAW'))).toBe('PUTRA DERMAW');
    expect(await readAs(lineOf('PUTRA DERMAWI', { 12: { '': 0.4 } }))).toBe('PUTRA DERMAW');
    expect(await readAs(lineOf('SPECIMEN SPECIMEN'))).toBe('PUTRA DERMAW');
  });

  it('is told from one that ends before it, or goes on over it', () => {
    const ends = (at: number) => {
      const { fields, columns } = nameEnding(at);
      return fields.NAME !== undefined && endsAtPhoto(fields.NAME, columns);
    };
    expect([2.5, 2.9, 3.4].map(ends)).toEqual([false, true, false]);
  });

  it('costs nothing where it ends elsewhere', async () => {
    let asked = 0;
    await readOverPhoto(nameEnding(2), async () => {
      asked += 1;
      return undefined;
    });
    expect(asked).toBe(0);
  });

  it('looks along the line, up to two and a half of its heights further', async () => {
    const { columns, fields } = nameEnding(2.9);
    const [line] = fields.NAME?.lines ?? [];
    await readOverPhoto({ fields, columns } as unknown as Layout, async (box) => {
      expect(box.x - box.length / 2).toBeCloseTo(line?.left ?? 0, 5);
      expect(box.x + box.length / 2).toBeCloseTo((line?.right ?? 0) + 2.5 * 24, 5);
      return undefined;
    });
    expect.assertions(2);
  });
});

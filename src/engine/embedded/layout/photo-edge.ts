import type { FieldName } from '../../../ktp/field.js';
import type { Box } from '../image/geometry.js';
import { inked, type TextLine, textOf } from '../recognition/text-line.js';
import { ALPHABETS, fieldsWith, templateOf } from '../template.js';
import type { Columns } from './columns.js';
import { boxOf, type FieldText, fieldText } from './field-text.js';
import type { Layout } from './layout.js';

/** Where the photo begins, in widths of the labels' column from its beginning: 2.82 on real cards (measured outside this project), up to 2.95 on drawn ones. */
const PHOTO_EDGE = { from: 2.72, to: 3.05 } as const;
/** So much of the photo is looked at, in heights of a line: a few letters. */
const BEYOND = 2.5;
/** Letters less sure than this are the photo's. */
const SURE = 0.8;

/** Whether a value ends where the photo begins: letters printed over the photo are seldom found as a line's. */
export function endsAtPhoto({ lines }: FieldText, columns: Columns | null): boolean {
  const last = lines.at(-1);
  if (last === undefined || columns === null) return false;
  const at = (last.right - columns.labels) / columns.width;
  return at > PHOTO_EDGE.from && at < PHOTO_EDGE.to;
}

/**
 * Reads on over the photo where a value ends at its edge, and keeps what is surely more of it.
 * @param read one box of the view
 */
export async function readOverPhoto(
  layout: Layout,
  read: (box: Box) => Promise<TextLine | undefined>,
): Promise<Layout> {
  const fields: Partial<Record<FieldName, FieldText>> = { ...layout.fields };
  for (const name of fieldsWith('reachesPhoto')) {
    const field = layout.fields[name];
    if (field === undefined || !endsAtPhoto(field, layout.columns)) continue;
    const [last, ...before] = field.lines.toReversed() as [TextLine, ...TextLine[]];
    const longer = await read(boxOf(last, BEYOND));
    if (longer === undefined || !goesOn(last, longer)) continue;
    fields[name] =
      fieldText([...before.reverse(), longer], ALPHABETS[templateOf(name).alphabet], field.lead) ?? field;
  }
  return { ...layout, fields };
}

/** Whether the longer line reads as the other, and surely on; the last letter of the other may have been cut. */
function goesOn(line: TextLine, longer: TextLine): boolean {
  const [letters, more] = [inked(line.glyphs), inked(longer.glyphs)];
  const added = more.slice(letters.length);
  return (
    added.length > 0 &&
    added.every(({ confidence }) => confidence >= SURE) &&
    textOf(more).startsWith(textOf(letters.slice(0, -1)))
  );
}

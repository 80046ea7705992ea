import type { FieldName } from '../../../../ktp/field.js';
import { ALPHABETS } from '../../template.js';
import type { TextRow } from '../assignment.js';
import { characters, type FieldText, fieldText } from '../field-text.js';

/** Lines of the issue stand so close, in heights of a line. */
const ISSUE_PITCH = 1.7;

/** Place and date of issue: in the photo's column, the date last and the place just above it. */
export function issue(rows: readonly TextRow[]): Partial<Record<FieldName, FieldText | null>> {
  const at = rows.findLastIndex((row) => /\d{2}\D?\d{2}\D?\d{4}/.test(characters(row.lines)));
  const date = rows[at];
  if (date === undefined) return {};
  const place: TextRow[] = [];
  for (const row of rows.slice(0, at).reverse()) {
    const below = place[0] ?? date;
    if (below.y - row.y > ISSUE_PITCH * (below.lines[0]?.height ?? 0)) break;
    if (!/\p{Lu}{3}/u.test(characters(row.lines))) break;
    place.unshift(row);
  }
  return {
    ISSUE_PLACE: fieldText(
      place.flatMap((row) => row.lines),
      ALPHABETS.WORDS,
    ),
    ISSUE_DATE: fieldText(date.lines, ALPHABETS.DATE),
  };
}

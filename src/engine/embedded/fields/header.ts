import type { FieldName } from '../../../ktp/field.js';
import { characters, cut, type FieldText, fieldText } from '../field-text.js';
import { matchProvince } from '../labels.js';
import { LABEL_THRESHOLD, type TextRow } from '../rows.js';

/** The header stands at most so many of its lines' heights above the first row. */
const HEADER_REACH = 5;

/** Province and regency: the rows from PROVINSI on; where the province goes without, the two rows above the first. */
export function header(
  rows: readonly TextRow[],
  first: number,
): Partial<Record<FieldName, FieldText | null>> {
  const near = rows.filter(({ lines, y }) => first - y < HEADER_REACH * (lines[0]?.height ?? 0));
  const matches = near.map((row) => matchProvince(characters(row.lines)));
  const labelled = matches.findLastIndex(({ similarity }) => similarity >= LABEL_THRESHOLD);
  const at = labelled === -1 ? near.length - 2 : labelled;
  const province = near[at];
  if (province === undefined) return {};
  const [, name] = cut(province.lines, labelled === -1 ? 0 : (matches[at]?.end ?? 0));
  return { PROVINCE: fieldText(name), REGENCY: fieldText(near[at + 1]?.lines ?? []) };
}

import type { FieldName } from '../../../../ktp/field.js';
import type { TextRow } from '../assignment.js';
import { characters, cut, type FieldText, fieldText } from '../field-text.js';
import { findAlike, matchProvince } from '../labels.js';
import { LABEL_THRESHOLD } from '../rows.js';

/** The header stands at most so many of its lines' heights above the NIK's row. */
const HEADER_REACH = 5;

const KINDS = ['KABUPATEN', 'KOTA'] as const;
/** A kind of regency counts from this likeness on. */
const ALIKE = 0.8;

/**
 * Province and regency: the row with PROVINSI, or, where the province goes without or was not seen, the row above the regency's
 * kind, and the row after it; where neither was read, the two rows above the first.
 * @param nik where the NIK's row stands, or would if it had been read
 */
export function header(rows: readonly TextRow[], nik: number): Partial<Record<FieldName, FieldText | null>> {
  const near = rows.filter(({ lines, y }) => nik - y < HEADER_REACH * (lines[0]?.height ?? 0));
  const matches = near.map((row) => matchProvince(characters(row.lines)));
  const labelled = matches.findLastIndex(({ similarity }) => similarity >= LABEL_THRESHOLD);
  if (labelled !== -1) {
    const [, name] = cut(near[labelled]?.lines ?? [], matches[labelled]?.end ?? 0);
    return { PROVINCE: fieldText(name), REGENCY: textOfRow(near[labelled + 1]) };
  }
  const kind = near.findLastIndex(({ lines }) => findAlike(characters(lines), KINDS, ALIKE) !== undefined);
  const regency = kind === -1 ? near.length - 1 : kind;
  if (kind === -1 && near.length < 2) return {};
  return { PROVINCE: textOfRow(near[regency - 1]), REGENCY: textOfRow(near[regency]) };
}

function textOfRow(row: TextRow | undefined): FieldText | null {
  return row === undefined ? null : fieldText(row.lines);
}

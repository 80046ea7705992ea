import type { FieldName } from './field.js';
import type { Inconsistency, InconsistencyCode, Severity } from './inconsistency.js';

/** Characters of a value that a finding quotes. It is enough to recognise the value; a megabyte is not sent back. */
const LONGEST_QUOTE = 64;

/** What a finding is made of. */
export interface FindingDetails {
  readonly code: InconsistencyCode;
  readonly severity: Severity;
  readonly fields: readonly FieldName[];
  readonly EN: string;
  readonly ID: string;
  readonly expected?: string | null;
  readonly found?: string | null;
}

/** A finding with its message in both languages. `found` is cut to 64 characters. */
export function finding({
  code,
  severity,
  fields,
  EN,
  ID,
  expected = null,
  found = null,
}: FindingDetails): Inconsistency {
  return { code, severity, fields, message: { EN, ID }, expected, found: quote(found) };
}

function quote(text: string | null): string | null {
  return text !== null && text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

import { RAW_FIELD_NAMES, type RawFields, rawFields } from '../../ktp/raw.js';
import type { Reading } from '../engine.js';
import type { UpstreamResponse } from './response.js';

/** The smallest number of 16 digits. */
const SIXTEEN_DIGITS = 1e15;

/** The reading in the `data` of a successful answer, its texts untouched, masked ones too; null where `data` is no object. */
export function readingOf({ data, charge, transactionId }: UpstreamResponse): Reading | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  return {
    engine: 'ADVANCE_AI',
    pricing: charge === 'FREE' ? 'FREE' : 'PAY',
    transactionId,
    raw: rawOf(data as Record<string, unknown>),
    issue: null,
    evidence: {},
    nikRunnerUp: null,
    quality: null,
  };
}

function rawOf(data: Record<string, unknown>): RawFields {
  return rawFields(Object.fromEntries(RAW_FIELD_NAMES.map((name) => [name, textOf(data[name])])));
}

/** The document prints an unread field as `"null"`. */
function textOf(value: unknown): string | null {
  // A NIK as a number; past the numbers that are exact its last digits are not what was sent.
  if (Number.isSafeInteger(value) && Number(value) >= SIXTEEN_DIGITS) return String(value);
  if (typeof value !== 'string' || /^\s*(?:null)?\s*$/i.test(value)) return null;
  return value;
}

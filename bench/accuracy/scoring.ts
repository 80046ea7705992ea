import { distance } from 'fastest-levenshtein';
import type { Reading } from '../../src/engine/engine.js';
import { type Card, parseCard } from '../../src/ktp/card.js';
import type { CheckContext } from '../../src/ktp/card-text.js';
import { FIELD_NAMES, type FieldName } from '../../src/ktp/field.js';
import { normalisedText } from '../../src/ktp/field-texts.js';
import { type RawFields, rawFields } from '../../src/ktp/raw.js';
import type { Sample } from './sources.js';

/** The upstream knows nothing of the issue, and a comparison with others should be of what all read. */
export type ScoredField = Exclude<FieldName, 'ISSUE_PLACE' | 'ISSUE_DATE'>;

/** The fields that count. */
export const SCORED: readonly ScoredField[] = FIELD_NAMES.filter(
  (name) => name !== 'ISSUE_PLACE' && name !== 'ISSUE_DATE',
);

export interface FieldScore {
  readonly field: ScoredField;
  readonly printed: string;
  readonly read: string;
  /** Whether what was read is what is printed. */
  readonly exact: boolean;
  /** Whether what is made of it is what would be made of the print. */
  readonly understood: boolean;
  /** Characters to change to get from one to the other. */
  readonly edits: number;
  /** How sure the engine was of it, 0 to 1; null where it did not say. */
  readonly confidence: number | null;
}

/** Compares a reading with what is printed, field by field; null is a picture that gave no reading. */
export function score(
  printed: RawFields,
  reading: Reading | null,
  checkContext: CheckContext,
): readonly FieldScore[] {
  const raw = reading?.raw ?? rawFields({});
  const truth = parseCard({ raw: printed, issue: null, nikRunnerUp: null }, checkContext);
  const card = parseCard({ raw, issue: null, nikRunnerUp: reading?.nikRunnerUp ?? null }, checkContext);
  return SCORED.map((field) => {
    const [want, got] = [comparable(field, textOf(field, printed)), comparable(field, textOf(field, raw))];
    const [meant, made] = [meaningOf(truth, field), meaningOf(card, field)];
    return {
      field,
      printed: want,
      read: got,
      exact: want === got,
      // Print that nothing can be made of is no licence to read anything.
      understood: meant === null ? want === got : meant === made,
      edits: distance(want, got),
      confidence: reading?.evidence[field]?.confidence ?? null,
    };
  });
}

/** `score` of a picture's card; of two cards in it, of the one of which more was read. */
export function scoreSample(
  { fields, other }: Pick<Sample, 'fields' | 'other'>,
  reading: Reading | null,
  checkContext: CheckContext,
): readonly FieldScore[] {
  const first = score(fields, reading, checkContext);
  if (other === undefined) return first;
  const second = score(other, reading, checkContext);
  return rightIn(second) > rightIn(first) ? second : first;
}

function rightIn(scores: readonly FieldScore[]): number {
  return scores.filter(({ exact }) => exact).length;
}

function textOf(field: ScoredField, raw: RawFields): string {
  const birth = raw.birthPlaceBirthday ?? '';
  const date = /[\s,.]*(\d[\d\s./-]*)$/.exec(birth);
  const texts: Record<ScoredField, string | null> = {
    NIK: raw.idNumber,
    NAME: raw.name,
    BIRTH_PLACE: date ? birth.slice(0, date.index) : birth,
    BIRTH_DATE: date?.[1] ?? '',
    GENDER: raw.gender,
    BLOOD_TYPE: raw.bloodType,
    STREET: raw.address,
    RT_RW: raw.rtrw,
    VILLAGE: raw.village,
    DISTRICT: raw.district,
    RELIGION: raw.religion,
    MARITAL_STATUS: raw.maritalStatus,
    OCCUPATION: raw.occupation,
    CITIZENSHIP: raw.nationality,
    VALID_UNTIL: raw.expiryDate,
    PROVINCE: raw.province,
    REGENCY: raw.city,
  };
  return texts[field] ?? '';
}

/** What makes no difference to a person: case, how many blanks, blanks around full stops, commas and dashes, a label left in. */
export function comparable(field: ScoredField, text: string): string {
  const plain = text.toUpperCase().replace(/\s+/g, ' ').trim();
  switch (field) {
    case 'NAME':
    case 'STREET':
      return plain.replace(/ ?([.,]) ?/g, '$1');
    case 'PROVINCE':
      return plain.replace(/^PROVINSI /, '').replace(/ ?- ?/g, '-');
    case 'REGENCY':
      return plain.replace(/^(KABUPATEN|KOTA) /, '').replace(/ ?- ?/g, '-');
    case 'VILLAGE':
    case 'DISTRICT':
      return plain.replace(/ ?- ?/g, '-');
    case 'BLOOD_TYPE':
    case 'RELIGION':
      return plain === '-' ? '' : plain;
    default:
      return plain;
  }
}

function meaningOf(card: Card, field: ScoredField): string | null {
  const text = field === 'CITIZENSHIP' ? card.nationality : normalisedText(card, field);
  return text === null ? null : comparable(field, text);
}

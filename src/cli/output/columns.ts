import { FIELD_NAMES, type FieldName } from '../../ktp/field.js';
import { RAW_FIELD_NAMES } from '../../ktp/raw.js';
import { type CardRecord, type FailureRecord, isRead, type PictureRecord } from '../record.js';

/** The value of a cell. */
export type Cell = string | number | boolean | null | undefined;

/** A column of a table. */
export interface Column {
  readonly name: string;
  /** The cell of a record; null or undefined if it is empty. */
  readonly of: (record: PictureRecord) => Cell;
}

/** The kind of a column that a spreadsheet cannot tell from its values. */
export type Kind = 'digits' | 'date' | 'confidence' | 'sentences';

/** Names of the columns of each kind. */
const DIGITS = /^(?:nik|nik_runner_up|nik_serial|rt|rw|raw_id_number|raw_rtrw|[a-z]+_code)$/;
const DATES: readonly string[] = ['nik_birth_date', 'birth_date', 'valid_until', 'issue_date'];
const SENTENCES: readonly string[] = [
  'message',
  'findings',
  'temuan',
  'inconsistency_messages',
  'quality_advice',
];

/** The worst first. */
const SEVERITIES = ['ERROR', 'WARNING', 'INFO'] as const;

/** The columns that people read, in the order of the card. */
const READABLE: readonly string[] = [
  ...[
    'file',
    'code',
    'message',
    'duplicate_of',
    'nik',
    'name',
    'birth_place',
    'birth_date',
    'gender',
    'blood_type',
  ],
  ...['street', 'rt', 'rw', 'village', 'district', 'regency', 'province', 'religion', 'marital_status'],
  ...['occupation', 'citizenship', 'nationality', 'valid_until', 'findings', 'quality_advice'],
  ...['confidence', 'confidence_nik', 'confidence_name'],
];

/** All columns: the result of the picture, the normalised card, what does not fit, the quality of the picture, the text as it was read, the confidence of each field. */
export const COLUMNS: readonly Column[] = [
  { name: 'file', of: ({ file }) => file },
  { name: 'code', of: ({ code }) => code },
  ...ofFailures({ message: ({ message }) => message, retryable: ({ retryable }) => retryable }),
  ...ofReadings({
    confidence: ({ confidence }) => confidence,
    engine: ({ engine }) => engine,
    pricing: ({ pricing }) => pricing,
  }),
  { name: 'transaction_id', of: (record) => record.transactionId },
  ...ofCards({
    nik: ({ nik }) => nik?.number,
    nik_valid: ({ nik }) => nik?.valid,
    nik_repaired: ({ nik }) => nik?.repaired,
    nik_runner_up: ({ nik }) => nik?.runnerUp,
    nik_province: ({ nik }) => nik?.province?.name,
    nik_regency: ({ nik }) => nik?.regency?.name,
    nik_district: ({ nik }) => nik?.district?.name,
    nik_birth_date: ({ nik }) => nik?.birthDate,
    nik_gender: ({ nik }) => nik?.gender,
    nik_serial: ({ nik }) => nik?.serial,
    name: ({ name }) => name,
    birth_place: ({ birthPlace }) => birthPlace,
    birth_date: ({ birthDate }) => birthDate,
    age: ({ age }) => age,
    gender: ({ gender }) => gender,
    blood_type: ({ bloodType }) => bloodType,
    street: ({ address }) => address.street,
    rt: ({ address }) => address.rt,
    rw: ({ address }) => address.rw,
    village: ({ address }) => address.village?.name,
    village_code: ({ address }) => address.village?.code,
    district: ({ address }) => address.district?.name,
    district_code: ({ address }) => address.district?.code,
    regency: ({ address }) => address.regency?.name,
    regency_code: ({ address }) => address.regency?.code,
    regency_kind: ({ address }) => address.regency?.kind,
    province: ({ address }) => address.province?.name,
    province_code: ({ address }) => address.province?.code,
    religion: ({ religion }) => religion,
    marital_status: ({ maritalStatus }) => maritalStatus,
    occupation: ({ occupation }) => occupation,
    occupation_code: ({ occupationCode }) => occupationCode,
    citizenship: ({ citizenship }) => citizenship,
    nationality: ({ nationality }) => nationality,
    valid_for_life: ({ validity }) => validity?.lifetime,
    valid_until: ({ validity }) => validity?.until,
    expired: ({ validity }) => validity?.expired,
    issue_place: ({ issue }) => issue?.place,
    issue_date: ({ issue }) => issue?.date,
  }),
  ...ofReadings({
    worst_severity: ({ inconsistencies }) =>
      SEVERITIES.find((severity) => inconsistencies.some((each) => each.severity === severity)),
    inconsistencies: ({ inconsistencies }) => inconsistencies.map(({ code }) => code).join(' '),
    inconsistency_messages: ({ inconsistencies }) =>
      inconsistencies.map(({ message }) => message).join(' | '),
  }),
  ...ofQuality({
    quality_hints: ({ hints }) => hints.map(({ code }) => code).join(' '),
    quality_advice: ({ hints }) => hints.map(({ advice }) => advice).join(' | '),
    picture_width: ({ width }) => width,
    picture_height: ({ height }) => height,
    picture_bytes: ({ bytes }) => bytes,
    sharpness: ({ sharpness }) => sharpness,
    brightness: ({ brightness }) => brightness,
    contrast: ({ contrast }) => contrast,
    glare: ({ glare }) => glare,
    skew_degrees: ({ skewDegrees }) => skewDegrees,
  }),
  ...RAW_FIELD_NAMES.map((name) => ofCard(`raw_${snake(name)}`, ({ raw }) => raw[name])),
  ...FIELD_NAMES.map((name) => ofCard(`confidence_${name.toLowerCase()}`, confidenceOf(name))),
  ...ofReadings({
    findings: ({ inconsistencies }) => inconsistencies.map(finding).join('\n'),
    temuan: ({ inconsistencies }) => inconsistencies.map(temuan).join('\n'),
    duplicate_of: ({ duplicateOf }) => duplicateOf,
  }),
];

/** The columns of a workbook, by default. */
export const READABLE_COLUMNS = READABLE.map((name) => columnNamed(name) as Column);

/**
 * The kind of a column; null for all other columns. `digits` must not become numbers: a spreadsheet's number keeps fewer than 16 digits, and
 * no zeros at the beginning, as RT and RW have them.
 */
export function kindOf({ name }: Column): Kind | null {
  if (DIGITS.test(name)) return 'digits';
  if (DATES.includes(name)) return 'date';
  if (/^confidence(?:_|$)/.test(name)) return 'confidence';
  return SENTENCES.includes(name) ? 'sentences' : null;
}

/** A confidence with two digits, rounded down: 0.95 is at least 0.95. */
export function twoDigits(confidence: number): number {
  // 0.29 × 100 is a little less than 29.
  return Math.floor(confidence * 100 + 1e-9) / 100;
}

type Card = CardRecord['card'];

/** The column with a name; undefined if there is none. */
export function columnNamed(name: string): Column | undefined {
  return COLUMNS.find((column) => column.name === name);
}

type Inconsistency = CardRecord['inconsistencies'][number];

/** The sentence of a finding with its values, if it has any. */
function finding({ message, expected, found }: Inconsistency): string {
  return withValues(message, [
    ['expected', expected],
    ['found', found],
  ]);
}

/** The same in Indonesian. */
function temuan({ pesan, expected, found }: Inconsistency): string {
  return withValues(pesan, [
    ['seharusnya', expected],
    ['terbaca', found],
  ]);
}

function withValues(sentence: string, values: readonly (readonly [string, unknown])[]): string {
  const said = values.filter(([, value]) => value).map(([word, value]) => `${word} ${value}`);
  return said.length === 0 ? sentence : `${sentence.replace(/\.$/, '')}: ${said.join(', ')}.`;
}

function ofReading(name: string, of: (record: CardRecord) => Cell): Column {
  return { name, of: (record) => (isRead(record) ? of(record) : null) };
}

function ofCard(name: string, of: (card: Card) => Cell): Column {
  return ofReading(name, ({ card }) => of(card));
}

function ofReadings(columns: Record<string, (record: CardRecord) => Cell>): Column[] {
  return Object.entries(columns).map(([name, of]) => ofReading(name, of));
}

function ofCards(columns: Record<string, (card: Card) => Cell>): Column[] {
  return Object.entries(columns).map(([name, of]) => ofCard(name, of));
}

function ofFailures(columns: Record<string, (record: FailureRecord) => Cell>): Column[] {
  return Object.entries(columns).map(([name, of]) => ({
    name,
    of: (record) => (isRead(record) ? null : of(record)),
  }));
}

/** Pictures without a card have a quality, too. */
function ofQuality(
  columns: Record<string, (quality: NonNullable<CardRecord['imageQuality']>) => Cell>,
): Column[] {
  return Object.entries(columns).map(([name, of]) => ({
    name,
    of: ({ imageQuality }) => (imageQuality ? of(imageQuality) : null),
  }));
}

function confidenceOf(name: FieldName): (card: Card) => Cell {
  return ({ fields }) => fields.find((field) => field.name === name)?.confidence;
}

/** `birthPlaceBirthday` as `birth_place_birthday`. */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

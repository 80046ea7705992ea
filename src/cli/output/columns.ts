import { FIELD_NAMES, type FieldName } from '../../ktp/field.js';
import { RAW_FIELD_NAMES } from '../../ktp/raw.js';
import { type CardRecord, type FailureRecord, isRead, type PictureRecord } from '../record.js';

export type Cell = string | number | boolean | null | undefined;

export interface Column {
  readonly name: string;
  /** Empty where the record has nothing of it. */
  readonly of: (record: PictureRecord) => Cell;
}

type Card = CardRecord['card'];

const SEVERITIES = ['ERROR', 'WARNING', 'INFO'] as const;

/** One line for each picture: what became of it, the card normalised, what does not fit, the picture's quality, the text as read, how sure each field is. */
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
];

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

/** A picture that shows no card has a quality too. */
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

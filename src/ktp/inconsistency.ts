import type { InEveryLanguage } from '../language.js';
import type { FieldName } from './field.js';

/** The worst first. ERROR: impossible, nearly always a misreading. WARNING: a person should look. INFO: common on genuine cards. */
export const SEVERITIES = ['ERROR', 'WARNING', 'INFO'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The codes of all findings. They are part of the schema. */
export const INCONSISTENCY_CODES = [
  'PICTURE_DAMAGED',
  'FIELD_MISSING',
  'VALUE_UNKNOWN',
  'FIELD_SHIFT',
  'VALUE_HIDDEN',
  'MASKED_VALUE',
  'NIK_NON_DIGIT',
  'NIK_LENGTH',
  'NIK_DAY',
  'NIK_MONTH',
  'NIK_DATE_IMPOSSIBLE',
  'NIK_SERIAL_ZERO',
  'NIK_PROVINCE_UNKNOWN',
  'NIK_REGENCY_UNKNOWN',
  'NIK_DISTRICT_UNKNOWN',
  'NIK_REGION_RETIRED',
  'NIK_OCR_REPAIRED',
  'NIK_BIRTHDATE_MISMATCH',
  'NIK_GENDER_MISMATCH',
  'NIK_REGION_ADDRESS_PROVINCE',
  'NIK_REGION_ADDRESS_REGENCY',
  'HEADER_HIERARCHY',
  'REGENCY_KIND',
  'DISTRICT_HIERARCHY',
  'VILLAGE_HIERARCHY',
  'BIRTHDATE_IMPOSSIBLE',
  'BIRTHDATE_FUTURE',
  'AGE_UNDER_17',
  'AGE_OVER_110',
  'UPSTREAM_SPLIT_MISMATCH',
  'EXPIRY_NOT_BIRTHDAY',
  'EXPIRY_PAST',
  'EXPIRY_AFTER_LIFETIME_RULE',
  'NATIONALITY_EXPIRY',
  'NATIONALITY_LANGUAGE',
  'MARITAL_AGE',
  'OCCUPATION_UNKNOWN',
  'RTRW_FORM',
  'BLOOD_FORM',
  'NAME_DIGIT',
  'NAME_LONG',
] as const;
export type InconsistencyCode = (typeof INCONSISTENCY_CODES)[number];

/** Something that does not fit together. No finding by itself makes a card false: the gateway reports, the caller decides. */
export interface Inconsistency {
  readonly code: InconsistencyCode;
  readonly severity: Severity;
  readonly fields: readonly FieldName[];
  /** One sentence that says what to do. */
  readonly message: InEveryLanguage;
  readonly expected: string | null;
  readonly found: string | null;
}

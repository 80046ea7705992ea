import type { FieldName } from '../../../ktp/field.js';
import { CALIBRATION } from './calibration.js';
import type { Decoded } from './decoded.js';

/** Fields that are decoded alike and go wrong alike. */
export const KINDS = ['NIK', 'DATE', 'NUMBERS', 'BLOOD', 'WORD', 'REGION', 'TEXT'] as const;
export type Kind = (typeof KINDS)[number];

const KIND_OF: Readonly<Record<FieldName, Kind>> = {
  PROVINCE: 'REGION',
  REGENCY: 'REGION',
  NIK: 'NIK',
  NAME: 'TEXT',
  BIRTH_PLACE: 'TEXT',
  BIRTH_DATE: 'DATE',
  GENDER: 'WORD',
  BLOOD_TYPE: 'BLOOD',
  STREET: 'TEXT',
  RT_RW: 'NUMBERS',
  VILLAGE: 'REGION',
  DISTRICT: 'REGION',
  RELIGION: 'WORD',
  MARITAL_STATUS: 'WORD',
  OCCUPATION: 'WORD',
  CITIZENSHIP: 'WORD',
  VALID_UNTIL: 'WORD',
  ISSUE_PLACE: 'TEXT',
  ISSUE_DATE: 'DATE',
};

export function kindOf(field: FieldName): Kind {
  return KIND_OF[field];
}

/** Of one kind: the logistic curve from evidence to the probability that a value is right. */
export interface Curve {
  readonly offset: number;
  /** Above 0: more evidence never makes a value less sure. */
  readonly slope: number;
}

/** A share is never quite 0 or 1, for there is more that can go wrong than what was weighed. */
const LEAST = 1e-6;
/** Nats of evidence that a nat takes off which no reading of the picture explains. */
const UNEXPLAINED = 0.5;

/** How much speaks for a value against all others, in nats. */
function evidenceFor({ share, cost }: Decoded): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, share));
  return Math.log(p / (1 - p)) - UNEXPLAINED * Math.max(0, cost);
}

/** The probability that a field's value is what is printed, 0 to 1, as fitted by `npm run calibrate`. */
export function confidenceOf(field: FieldName, decoded: Decoded): number {
  const { offset, slope } = CALIBRATION[kindOf(field)];
  return 1 / (1 + Math.exp(-(offset + slope * evidenceFor(decoded))));
}

/** The evidence that a confidence was made of. */
export function evidenceOf(field: FieldName, confidence: number): number {
  const { offset, slope } = CALIBRATION[kindOf(field)];
  return (Math.log(confidence / (1 - confidence)) - offset) / slope;
}

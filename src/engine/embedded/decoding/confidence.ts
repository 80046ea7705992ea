import type { FieldName } from '../../../ktp/field.js';
import { templateOf } from '../template.js';
import { CALIBRATION } from './calibration.js';
import type { Decoded } from './decoded.js';

/** A share is never quite 0 or 1, for there is more that can go wrong than what was weighed. */
const LEAST = 1e-6;
/** Nats of evidence that a nat takes off which no reading of the picture explains. */
const UNEXPLAINED = 0.5;

/** Nats: what is explained less well is not right less often. Without a floor a few such values would bend the fitted curves. */
const LEAST_EVIDENCE = -6;

/** How much speaks for a value against all others, in nats. */
function evidenceFor({ share, cost }: Decoded): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, share));
  return Math.max(LEAST_EVIDENCE, Math.log(p / (1 - p)) - UNEXPLAINED * Math.max(0, cost));
}

/** The probability that a field's value is what is printed, 0 to 1, as fitted by `npm run calibrate`. */
export function confidenceOf(field: FieldName, decoded: Decoded): number {
  const { offset, slope } = CALIBRATION[templateOf(field).kind];
  return 1 / (1 + Math.exp(-(offset + slope * evidenceFor(decoded))));
}

/** The evidence that a confidence was made of. */
export function evidenceOf(field: FieldName, confidence: number): number {
  const { offset, slope } = CALIBRATION[templateOf(field).kind];
  return (Math.log(confidence / (1 - confidence)) - offset) / slope;
}

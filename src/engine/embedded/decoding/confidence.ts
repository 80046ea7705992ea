import type { FieldName } from '../../../ktp/field.js';
import type { FieldText } from '../layout/field-text.js';
import { inked } from '../recognition/text-line.js';
import { templateOf } from '../template.js';
import { CALIBRATION } from './calibration.js';
import type { Grounds } from './curve.js';
import type { Decoded } from './decoded.js';

/** A share is never quite 0 or 1, for there is more that can go wrong than what was weighed. */
const LEAST = 1e-6;
/** Nats of evidence that a nat takes off which no reading of the picture explains. */
const UNEXPLAINED = 0.5;

/** Nats: what is explained less well is not right less often. Without a floor a few such values would bend the fitted curves. */
const LEAST_EVIDENCE = -6;

/** The clearest card doubts a letter as much as this. */
const LEAST_DOUBT = 1e-4;

/** What speaks for a value on a card of such a clarity. */
export function groundsOf({ share, cost }: Decoded, clarity: number): Grounds {
  const p = Math.min(1 - LEAST, Math.max(LEAST, share));
  const evidence = Math.log(p / (1 - p)) - UNEXPLAINED * Math.max(0, cost);
  return { evidence: Math.max(LEAST_EVIDENCE, evidence), clarity };
}

/** The probability that a field's value is what is printed, 0 to 1, as fitted by `npm run calibrate`. */
export function confidenceOf(field: FieldName, { evidence, clarity }: Grounds): number {
  const curve = CALIBRATION[templateOf(field).kind];
  return 1 / (1 + Math.exp(-(curve.offset + curve.slope * evidence + curve.clarity * clarity)));
}

/**
 * How clearly values read, in nats: the less the reader doubts a letter, on average over all, the more. A value of a card that
 * reads clearly is right more often than one of another card with as much evidence.
 */
export function clarityOf(fields: readonly FieldText[]): number {
  const letters = fields.flatMap(({ lines }) => lines.flatMap(({ glyphs }) => inked(glyphs)));
  const doubts = letters.reduce((sum, { confidence }) => sum + 1 - confidence, 0);
  return -Math.log(LEAST_DOUBT + doubts / Math.max(1, letters.length));
}

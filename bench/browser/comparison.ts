import type { ReadResult } from '../../packages/browser/src/index.js';
import type { Reading } from '../../src/engine/engine.js';
import { FIELD_NAMES, type FieldName } from '../../src/ktp/field.js';

/** What two readings of one picture are compared by. */
export interface SeenField {
  readonly text: string | null;
  readonly confidence: number;
  /** Shares of the picture's sides. */
  readonly corners: readonly { readonly x: number; readonly y: number }[];
  readonly visibility: string | null;
}

/** A field by its name; null where there is no reading. */
export type Seen = ((name: FieldName) => SeenField) | null;

const UNREAD: SeenField = { text: null, confidence: 0, corners: [], visibility: null };

export function seenByServer(reading: Reading | null): Seen {
  return (
    reading &&
    ((name) => ({
      text: reading.evidence[name]?.text ?? null,
      confidence: reading.evidence[name]?.confidence ?? 0,
      corners: reading.evidence[name]?.corners ?? [],
      visibility: reading.sights?.[name]?.visibility ?? null,
    }))
  );
}

export function seenByBrowser(result: ReadResult | null): Seen {
  if (result === null) return null;
  const fields = new Map(result.fields.map((field) => [field.name, field]));
  return (name) => {
    const { raw = null, confidence, corners, visibility = null } = fields.get(name) ?? {};
    return { text: raw, confidence: confidence ?? 0, corners: corners ?? [], visibility };
  };
}

/** Fields that two readings agree on. */
export interface Agreement {
  fields: number;
  /** Text, confidence, corners and visibility to the bit. */
  identical: number;
  texts: number;
  /** Within 0.02. */
  confidences: number;
  /** All corners within a pixel of the picture that is read. */
  corners: number;
  visibilities: number;
}

export const noAgreement = (): Agreement => ({
  fields: 0,
  identical: 0,
  texts: 0,
  confidences: 0,
  corners: 0,
  visibilities: 0,
});

const CLOSE_CONFIDENCE = 0.02;
const CLOSE_PIXELS = 1;

/**
 * Counts what two readings of one picture agree on.
 * @param longer pixels of the longer side of the picture that is read
 * @returns a line for each field that is further apart than it may be, without its value
 */
export function compare(tally: Agreement, one: Seen, other: Seen, longer: number): string[] {
  return FIELD_NAMES.flatMap((name) => {
    const [here, there] = [one?.(name) ?? UNREAD, other?.(name) ?? UNREAD];
    const isText = here.text === there.text;
    const confidence = Math.abs(here.confidence - there.confidence);
    const pixels = longer * furthest(here.corners, there.corners);
    const isVisibility = here.visibility === there.visibility;
    tally.fields += 1;
    tally.identical += Number(isText && isVisibility && confidence === 0 && pixels === 0);
    tally.texts += Number(isText);
    tally.confidences += Number(confidence <= CLOSE_CONFIDENCE);
    tally.corners += Number(pixels <= CLOSE_PIXELS);
    tally.visibilities += Number(isVisibility);
    if (isText && confidence <= CLOSE_CONFIDENCE && pixels <= CLOSE_PIXELS) return [];
    return [`${name}: ${isText ? '' : 'text, '}${confidence.toFixed(3)}, ${pixels.toFixed(1)} px`];
  });
}

/** The largest distance of corresponding corners along a side; without end where only one reading has them. */
function furthest(some: SeenField['corners'], others: SeenField['corners']): number {
  if (some.length !== others.length) return Number.POSITIVE_INFINITY;
  return Math.max(
    0,
    ...some.map(({ x, y }, i) => Math.max(Math.abs(x - others[i]!.x), Math.abs(y - others[i]!.y))),
  );
}

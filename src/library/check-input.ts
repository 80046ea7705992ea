import type { Evidence, Reading } from '../engine/reading.js';
import { FIELD_NAMES, type FieldName } from '../ktp/field.js';
import { type RawFieldName, rawFields, rawNameOf } from '../ktp/raw.js';
import type { Hider, Sight, Visibility } from '../ktp/sight.js';

/** The variables of `checkKtp`: a reading as text, and what only an engine that saw the picture knows. */
export interface CheckInput {
  /** A `KtpFieldsInput`. */
  readonly input: Readonly<Partial<Record<RawFieldName, string>>>;
  /** A `KtpSeenInput`. */
  readonly seen: {
    readonly fields: readonly {
      readonly name: FieldName;
      readonly text: string | null;
      readonly confidence: number | null;
      readonly visibility: Visibility | null;
      readonly hiddenBy: Hider | null;
      readonly completed: boolean;
    }[];
    readonly issuePlace: string | null;
    readonly issueDate: string | null;
    readonly nikAsRead: string | null;
    readonly nikRunnerUp: string | null;
    readonly damaged: boolean;
  };
}

/** The variables for a reading that was made elsewhere. With them a server finds what it would find in the picture. */
export function checkInputOf({ raw, issue, evidence, sights, ...reading }: Reading): CheckInput {
  const names = new Set(FIELD_NAMES.flatMap((field) => rawNameOf(field) ?? []));
  const texts = [...names].flatMap((name) => (raw[name] === null ? [] : [[name, raw[name]]]));
  const seen = FIELD_NAMES.filter((name) => evidence[name] !== undefined || sights?.[name] !== undefined);
  return {
    input: Object.fromEntries(texts),
    seen: {
      fields: seen.map((name) => ({
        name,
        text: evidence[name]?.text ?? null,
        confidence: evidence[name]?.confidence ?? null,
        visibility: sights?.[name]?.visibility ?? null,
        hiddenBy: sights?.[name]?.hiddenBy ?? null,
        completed: evidence[name]?.completed ?? false,
      })),
      issuePlace: issue?.place ?? null,
      issueDate: issue?.date ?? null,
      nikAsRead: reading.nikAsRead ?? null,
      nikRunnerUp: reading.nikRunnerUp,
      damaged: reading.damaged ?? false,
    },
  };
}

/** The reading that these variables describe. Places and quality are null, because the variables do not have them. */
export function readingOfInput({ input, seen }: CheckInput): Reading {
  const { fields, issuePlace: place, issueDate: date, ...doubts } = seen;
  return {
    engine: 'EMBEDDED',
    pricing: 'FREE',
    transactionId: null,
    raw: rawFields(input),
    issue: { place, date },
    evidence: Object.fromEntries(
      fields.flatMap(({ name, text, confidence, completed }): [FieldName, Evidence][] =>
        text === null ? [] : [[name, { text, confidence, completed, boundingBox: null }]],
      ),
    ),
    sights: Object.fromEntries(
      fields.flatMap(({ name, visibility, hiddenBy }): [FieldName, Sight][] =>
        visibility === null ? [] : [[name, { visibility, hiddenBy }]],
      ),
    ),
    ...doubts,
    quality: null,
  };
}

import type { CardOutline } from '../../../src/engine/reading.js';
import { FIELD_NAMES, type FieldName } from '../../../src/ktp/field.js';
import type { CheckInput } from '../../../src/library/check-input.js';
import { OcrNoResultError } from './errors.js';
import { createJoiner, type JoinedReading, type JoinOptions } from './join/joiner.js';
import { IDENTITY } from './join/same-card.js';
import type { Understood } from './protocol.js';
import type { FrameQuality, Picture, ReadOptions, ReadResult } from './result.js';

/** What was read of a card so far, after one more picture. */
export interface LiveReading extends JoinedReading {
  /** Where the card lies in that picture, and where each field may be printed on it; null if that is not sure. */
  readonly outline: CardOutline | null;
  /** Clockwise degrees by which that picture was turned for the places. */
  readonly turnedDegrees: number | null;
}

/** What several pictures of one card show together, parsed and checked. */
export interface LiveResult extends JoinedReading, Pick<Understood, 'card' | 'inconsistencies'> {
  /** The quality of the last picture. The places are from it, too. There are no hints if no field is missing. */
  readonly imageQuality: FrameQuality;
  /** Clockwise degrees by which the last picture was turned for the places. */
  readonly turnedDegrees: number | null;
}

/** Reads one card from several pictures, for example the frames of a camera. */
export interface Live {
  /**
   * Reads one more picture, and joins it with those before. If it shows another card, reading begins anew. Null if it is not yet known whether the card
   * is the same.
   * @throws the errors of `Reader.read`
   */
  read(picture: Picture, options?: Pick<ReadOptions, 'signal'>): Promise<LiveReading | null>;
  /** What was read so far; null before the first card. */
  readonly reading: JoinedReading | null;
  /**
   * What was read so far as a card.
   * @throws OcrNoResultError if no picture showed a card
   */
  result(options?: Pick<ReadOptions, 'signal'>): Promise<LiveResult>;
}

/** What a `Live` asks of the reader that it belongs to. */
export interface LiveEngine {
  read(picture: Picture, options: ReadOptions & { readonly outline: true }): Promise<ReadResult>;
  understand(input: CheckInput, options: ReadOptions): Promise<Understood>;
}

/** A card that is read from several pictures by an engine. */
export function startLive(engine: LiveEngine, options: JoinOptions = {}): Live {
  const joiner = createJoiner(options);
  /** The last picture that was joined. */
  let last: ReadResult | null = null;
  const fields = options.fields && withIdentity(options.fields);
  return {
    async read(picture, { signal } = {}) {
      const seen = await engine.read(picture, {
        ...(fields && { fields }),
        ...(signal && { signal }),
        outline: true,
      });
      if (joiner.add(seen) === 'PUT_ASIDE') return null;
      last = seen;
      const { outline, turnedDegrees } = seen;
      return { ...joiner.reading!, outline, turnedDegrees };
    },
    get reading() {
      return joiner.reading;
    },
    async result({ signal } = {}) {
      const { reading } = joiner;
      if (reading === null || last === null) throw new OcrNoResultError('No picture showed a KTP.', null);
      const { imageQuality, turnedDegrees } = last;
      const { card, inconsistencies, fields } = await engine.understand(reading.checkInput, {
        ...options,
        ...(signal && { signal }),
      });
      const normalised = new Map(fields.map((field) => [field.name, field.normalised]));
      return {
        ...reading,
        fields: reading.fields.map((field) => ({ ...field, normalised: normalised.get(field.name) ?? null })),
        card,
        inconsistencies,
        imageQuality:
          reading.missing.length === 0 ? { ...imageQuality, hints: [], legible: true } : imageQuality,
        turnedDegrees,
      };
    },
  };
}

/** With those by which a card is told from another. */
function withIdentity(fields: readonly FieldName[]): readonly FieldName[] {
  return FIELD_NAMES.filter(
    (name) => fields.includes(name) || (IDENTITY as readonly FieldName[]).includes(name),
  );
}

import { FIELD_NAMES, type FieldName } from '../../../../src/ktp/field.js';
import type { Hider } from '../../../../src/ktp/sight.js';
import type { CheckInput } from '../../../../src/library/check-input.js';
import type { ReadField } from '../../../../src/library/read-result.js';
import { joinedInput } from './joined-input.js';
import { isIdentified, sameCard } from './same-card.js';
import { fieldIn, type JoinableReading, type SeenField, seenField } from './seen-field.js';

/** Why a field is missing: it was not read, it is partly or wholly hidden, it was not read surely, or pictures surely show different values. */
export type MissingReason = 'UNREAD' | 'HIDDEN' | 'UNSURE' | 'CONFLICT';

/** A field that was not yet read whole and surely. */
export interface MissingField {
  readonly name: FieldName;
  readonly reason: MissingReason;
  /** What hides its print in the last picture of the card, else in the best one; null if nothing does, or if the cause is not known. */
  readonly hiddenBy: Hider | null;
}

/** What several pictures of one card show together. */
export interface JoinedReading {
  /**
   * The fields that are asked for, in the order they are printed, each of the picture that shows it best. Places are those of the last
   * picture, null where that does not show the field. Where pictures surely show different values, it is the likelier one, and its
   * confidence is below 0.5.
   */
  readonly fields: readonly ReadField[];
  /** The fields that were not yet read whole and surely. */
  readonly missing: readonly MissingField[];
  /** The number of pictures that were joined. */
  readonly pictures: number;
  /** The variables of `checkKtp`, of all that was read. */
  readonly checkInput: CheckInput;
}

/**
 * How a reading was used. `JOINED`: it shows the same card as those before. `STARTED`: it shows another card, and reading began anew. `PUT_ASIDE`: it is
 * not yet known which card it shows.
 */
export type Joining = 'JOINED' | 'STARTED' | 'PUT_ASIDE';

export interface JoinOptions {
  /** The fields to read. Default: all. */
  readonly fields?: readonly FieldName[];
}

export interface Joiner {
  /** Takes the reading of one more picture. NIK, NAME and BIRTH_DATE are to be read in each: they tell a card from another. */
  add(reading: JoinableReading): Joining;
  /** What was read so far; null before the first reading. */
  readonly reading: JoinedReading | null;
}

/** So many pictures in a row that nothing connects with those before are of another card, or show more of this one than those. */
const OTHERS_IN_A_ROW = 3;

/** Joins readings of one card as they come. If a reading shows another card, it begins anew. */
export function createJoiner({ fields = FIELD_NAMES }: JoinOptions = {}): Joiner {
  let card: JoinableReading[] = [];
  let aside: JoinableReading[] = [];
  let reading: JoinedReading | null = null;

  function place(next: JoinableReading): Joining {
    // With pictures that do not tell whose card they show, nothing can be joined.
    const sameness = isIdentified(card) ? sameCard(card, next) : 'OTHER';
    if (sameness === 'UNKNOWN') {
      aside.push(next);
      if (aside.length < OTHERS_IN_A_ROW) return 'PUT_ASIDE';
      card = aside.filter((each) => each === next || sameCard([next], each) === 'SAME');
      aside = [];
      return 'STARTED';
    }
    if (sameness === 'OTHER') card = [];
    // What was put aside may be known by this one, whichever card it shows.
    card = [...card, ...aside.filter((each) => sameCard([...card, next], each) === 'SAME'), next];
    aside = [];
    return sameness === 'SAME' ? 'JOINED' : 'STARTED';
  }

  return {
    add(next) {
      const joining = place(next);
      if (joining !== 'PUT_ASIDE') reading = joined(card, fields);
      return joining;
    },
    get reading() {
      return reading;
    },
  };
}

/** Joins the readings of the last card among some readings, which are in the order in which they were taken. Null if there are none. */
export function joinReadings(
  readings: Iterable<JoinableReading>,
  options: JoinOptions = {},
): JoinedReading | null {
  const joiner = createJoiner(options);
  for (const reading of readings) joiner.add(reading);
  return joiner.reading;
}

function joined(readings: readonly JoinableReading[], asked: readonly FieldName[]): JoinedReading {
  const last = readings.at(-1)!;
  const seen = FIELD_NAMES.filter((name) => asked.includes(name)).map((name) => seenField(name, readings));
  return {
    fields: seen.map(({ best }) => placedIn(last, best)),
    missing: seen.flatMap((field) => missingOf(field, last)),
    pictures: readings.length,
    checkInput: joinedInput(readings),
  };
}

function placedIn(last: JoinableReading, best: ReadField): ReadField {
  const { boundingBox, corners } = fieldIn(last, best.name) ?? { boundingBox: null, corners: null };
  return { ...best, boundingBox, corners };
}

function missingOf({ best, rival, isSettled }: SeenField, last: JoinableReading): MissingField[] {
  if (isSettled) return [];
  const { name, raw, visibility } = best;
  if (rival !== null) return [{ name, reason: 'CONFLICT', hiddenBy: null }];
  const hiddenBy = fieldIn(last, name)?.hiddenBy ?? best.hiddenBy;
  const isHidden = visibility === 'PARTLY_HIDDEN' || visibility === 'HIDDEN';
  return [{ name, reason: isHidden ? 'HIDDEN' : raw === null ? 'UNREAD' : 'UNSURE', hiddenBy }];
}

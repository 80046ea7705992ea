import { FIELD_NAMES, type FieldName } from '../../../../src/ktp/field.js';
import type { Hider } from '../../../../src/ktp/sight.js';
import type { CheckInput } from '../../../../src/library/check-input.js';
import type { ReadField } from '../../../../src/library/read-result.js';
import { joinedInput } from './joined-input.js';
import { isIdentified, sameCard } from './same-card.js';
import { fieldIn, type JoinableReading, type SeenField, seenField } from './seen-field.js';

/** Nothing of it was read; something hides it or a part of it; it was not read surely; or pictures surely show different values. */
export type MissingReason = 'UNREAD' | 'HIDDEN' | 'UNSURE' | 'CONFLICT';

/** A field that is not read whole and surely yet. */
export interface MissingField {
  readonly name: FieldName;
  readonly reason: MissingReason;
  /** What hides its print in the last picture that shows the card, else in the best one; null where nothing does, or that is not known. */
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
  /** Those of the fields that are not read whole and surely yet. */
  readonly missing: readonly MissingField[];
  /** How many pictures it is made of. */
  readonly pictures: number;
  /** The variables of `checkKtp`, of all that was read. */
  readonly checkInput: CheckInput;
}

/**
 * What became of a reading: it shows the card of those before (`JOINED`), or another one, with which it begins anew (`STARTED`), or
 * nothing tells yet which (`PUT_ASIDE`).
 */
export type Joining = 'JOINED' | 'STARTED' | 'PUT_ASIDE';

export interface JoinOptions {
  /** The fields that are asked for; all where left out. */
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

/** Joins what pictures show of one card, as they come. Where another card comes it begins anew. */
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

/** Joins readings that are all there, in the order they were taken: those of the last card among them. Null where there are none. */
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

import type { FieldName } from '../../../ktp/field.js';
import { SAME_ROW } from '../layout/rows.js';
import { PAUSE, type TextLine } from '../recognition/text-line.js';
import { ABBREVIATIONS } from './common-words.js';
import { lettersOf } from './spelling.js';
import type { Places } from './vocabulary.js';

/** A mark with which no text ends: a dash, a comma; a full stop only after a title. */
const OPEN_END = /[^\p{L}\d).]$/u;
const OPEN_END_OR_STOP = /[^\p{L}\d)]$/u;
/** What the name of a regency follows. */
const KIND = /(^| )(KABUPATEN|KAB|KOTA)\.?$/;
/** What something follows: in an address also an abbreviation, and the dash of a number. */
const FOLLOWED: Readonly<Partial<Record<FieldName, RegExp>>> = {
  NAME: OPEN_END,
  BIRTH_PLACE: new RegExp(`${OPEN_END_OR_STOP.source}|${KIND.source}`, 'u'),
  OCCUPATION: OPEN_END,
  REGENCY: KIND,
  STREET: new RegExp(`${OPEN_END_OR_STOP.source}|\\d- |(^| )(${ABBREVIATIONS.join('|')})$`, 'u'),
};

/** Names of people and of places have more letters than this; what is left of one may have fewer. */
const FEW_LETTERS = 2;
const NAMES: ReadonlySet<FieldName> = new Set([
  'NAME',
  'BIRTH_PLACE',
  'STREET',
  'VILLAGE',
  'DISTRICT',
  'REGENCY',
  'PROVINCE',
]);

/** A value that follows no rule of its field, and the lines that it was read from. */
interface Free {
  readonly text: string;
  readonly lines: readonly TextLine[];
}

/** Whether a value ends with what something else follows, lacks letters in its midst, or has too few: the rest was not seen. */
export function isUnfinished(name: FieldName, { text, lines }: Free, places: () => Places): boolean {
  return (
    FOLLOWED[name]?.test(text) === true ||
    (NAMES.has(name) && lettersOf(text).length <= FEW_LETTERS) ||
    (name === 'BIRTH_PLACE' && isPartOfWord(text, places())) ||
    hasGap(lines)
  );
}

/** Whether a place is none, but the name of one goes on where it ends, in the midst of a word. */
function isPartOfWord(text: string, places: Places): boolean {
  return places.named(lettersOf(text)) === undefined && places.goesOn(text);
}

/** Whether two parts of one row stand farther apart than words do. */
function hasGap(lines: readonly TextLine[]): boolean {
  return lines.some((line, n) => {
    const next = lines[n + 1];
    return (
      next !== undefined &&
      Math.abs(next.y - line.y) < SAME_ROW * line.height &&
      next.left - line.right > PAUSE * line.height
    );
  });
}

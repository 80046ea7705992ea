import { inked, type TextLine, textOf } from '../../recognition/text-line.js';
import { ALPHABETS } from '../../template.js';
import { characters, cut, type FieldText, fieldText } from '../field-text.js';
import type { Value } from './value.js';

/** Place and date of birth, which the card prints as one. */
export interface Birth {
  readonly place: FieldText | null;
  /** The parts of lines that hold all of it. */
  readonly lines: readonly TextLine[];
  /** What stands between place and date, as read. */
  readonly between: string;
  readonly date: FieldText | null;
  /** Whether a comma was read behind the place: then its last letter is in sight. */
  readonly placeEnds: boolean;
}

const DATE_DIGITS = 8;
/** A date with its dashes, behind which something may have been read that is no more of it. */
const DATE = /\d{2}-\d{2}-\d{4}(?!.*\d{2}-\d{2}-\d{4})/;

/** Heights of a line that a comma takes to the left of its middle. */
const COMMA = 0.1;

/** Cuts before the date's first digit and after the place's last letter. */
export function birthOf({ lines, lead }: Value): Birth {
  const text = characters(lines);
  const all = [...text];
  const isLetter = (character: string) => /\p{L}/u.test(character);
  const printed = DATE.exec(text);
  const comma = all.lastIndexOf(',');
  // No place has a comma in its name: letters behind it are of a date that is hidden in part.
  const before = all.slice(0, printed?.index ?? (comma === -1 ? undefined : comma));
  const lastLetter = before.findLastIndex((character, i) => isLetter(character) && !isInYear(all, i));
  const digits = all.flatMap((character, i) => (i > lastLetter && /\d/.test(character) ? [i] : []));
  const behindComma = comma > lastLetter ? digits.find((i) => i > comma) : undefined;
  // Digits before the date's are the place's: KM 12.
  const start = printed?.index ?? behindComma ?? digits.at(-DATE_DIGITS) ?? digits[0] ?? -1;
  if (start === -1) {
    const place = fieldText(upTo(cut(lines, before.findLastIndex(isLetter) + 1)), ALPHABETS.WORDS, lead);
    return { lines, place, between: marksAfter(lines), date: null, placeEnds: comma !== -1 };
  }
  const [first, rest] = cut(lines, start);
  const [date] = printed === null ? [rest] : cut(rest, printed[0].length);
  const lastOfPlace = digits.findLast((i) => i < start) ?? lastLetter;
  const place = upTo(cut(first, lastOfPlace + 1));
  // A line that ends between them stands for a blank.
  const ends = first.length + rest.length === lines.length;
  return {
    lines,
    place: fieldText(place, lastOfPlace > lastLetter ? ALPHABETS.CAPITALS : ALPHABETS.WORDS, lead),
    between: marksAfter(first) + (ends || /\s$/.test(textOf(first.at(-1)?.glyphs ?? [])) ? ' ' : ''),
    date: fieldText(date, ALPHABETS.DATE),
    placeEnds: comma > lastOfPlace,
  };
}

/** Whether a character stands in a date's year, where a letter is a misread digit: among the last four, after day and month. */
function isInYear(all: readonly string[], at: number): boolean {
  const before = all
    .slice(0, Math.min(at, all.length - 4))
    .filter((character) => /[\p{L}\d]/u.test(character));
  return (
    at >= all.length - 4 && before.slice(-4).every((character) => /\d/.test(character)) && before.length >= 4
  );
}

/** The first of two parts of lines as far as the comma that follows: a narrow letter before it may not have been read. */
function upTo([lines, rest]: ReturnType<typeof cut>): readonly TextLine[] {
  const [next] = inked(rest[0]?.glyphs ?? []);
  const last = lines.at(-1);
  if (next === undefined || last === undefined || last.print !== rest[0]?.print) return lines;
  return [...lines.slice(0, -1), { ...last, right: Math.max(last.right, next.x - COMMA * last.height) }];
}

/** The comma, or what was read for it, at the end of lines. */
function marksAfter(lines: readonly TextLine[]): string {
  const [marks = ''] = /[\s\p{P}]*$/u.exec(textOf(lines.at(-1)?.glyphs ?? [])) ?? [];
  return marks.replace(/[^.,]/g, '').slice(0, 1);
}

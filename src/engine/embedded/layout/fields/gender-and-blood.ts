import type { FieldName } from '../../../../ktp/field.js';
import { inked, type TextLine } from '../../recognition/text-line.js';
import { ALPHABETS, wholeWordsOf } from '../../template.js';
import { areaOf, characters, cut, type FieldText, fieldText } from '../field-text.js';
import { findAlike, findBloodLabel } from '../labels.js';
import type { Value } from './value.js';

const GENDER_WORDS = wholeWordsOf('GENDER');
/** A word of gender counts from this likeness on. */
const ALIKE = 0.8;

/** The gender, and behind it in the same row the blood type with a label of its own. */
export function genderAndBlood({ lines, lead }: Value): Partial<Record<FieldName, FieldText | null>> {
  const [gender, rest] = cutAtBlood(lines);
  const colon = characters(rest).lastIndexOf(':');
  const label = findBloodLabel(characters(rest));
  const [before, after] = cut(rest, Math.max(colon + 1, label?.end ?? 0));
  const blood = after.length > 0 ? after : unseenAfter(before);
  return {
    GENDER: fieldText(gender, ALPHABETS.WORDS, lead),
    BLOOD_TYPE: colon === -1 && label === null ? null : seenOrNot(blood),
  };
}

/** A single letter at the end of a line is easily overlooked: what the line has left after its last character. */
function unseenAfter(lines: readonly TextLine[]): readonly TextLine[] {
  const last = lines.at(-1);
  const glyph = last && inked(last.glyphs).at(-1);
  if (last === undefined || glyph === undefined) return [];
  const left = last.print.xAt(Math.floor(last.print.stepAt(glyph.x)) + 1);
  return last.right > left ? [{ ...last, glyphs: [], left }] : [];
}

/** A field that has a place, whether or not anything was read there. */
function seenOrNot(lines: readonly TextLine[]): FieldText | null {
  return (
    fieldText(lines, ALPHABETS.BLOOD) ??
    (lines.length === 0
      ? null
      : { text: '', confidence: 0, area: areaOf(lines), lines, lead: lines[0]?.left ?? 0 })
  );
}

/** Before the blood group's label; where that was not read, after the gender's word, or the pause after what was read for it. */
function cutAtBlood(lines: readonly TextLine[]): readonly [readonly TextLine[], readonly TextLine[]] {
  const read = characters(lines);
  const label = findBloodLabel(read);
  if (label !== null) return cut(lines, label.start);
  const word = findAlike(read, GENDER_WORDS, ALIKE);
  if (word !== undefined) return cut(lines, word.length);
  const pause = lines.findIndex((line, i) => i > 0 && line.left - (lines[i - 1]?.right ?? 0) > line.height);
  return pause === -1 ? [lines, []] : [lines.slice(0, pause), lines.slice(pause)];
}

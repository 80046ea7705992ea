import { NIK_DIGITS } from '../../../../ktp/nik/parts.js';
import { textOf } from '../../recognition/text-line.js';
import { ALPHABETS } from '../../template.js';
import { type FieldText, fieldText, glyphsOf } from '../field-text.js';
import type { Value } from './value.js';

/** Of more digits than a NIK has, the surest run of as many: a colon, or the photo's edge, was read as one. */
export function nikText({ lines, lead }: Value): FieldText | null {
  const field = fieldText(lines, ALPHABETS.DIGITS, lead);
  if (field === null) return null;
  const glyphs = lines.flatMap((line) => glyphsOf(line, ALPHABETS.DIGITS));
  const runs = glyphs.slice(NIK_DIGITS - 1).map((_, i) => glyphs.slice(i, i + NIK_DIGITS));
  const sureness = (run: typeof glyphs) => run.reduce((sum, { confidence }) => sum + confidence, 0);
  const [surest = glyphs] = runs.toSorted((a, b) => sureness(b) - sureness(a));
  const [first, last] = [surest[0], surest.at(-1)];
  const text = {
    ...field,
    text: textOf(surest),
    confidence: Math.min(...surest.map(({ confidence }) => confidence)),
  };
  if (runs.length <= 1 || first === undefined || last === undefined) return text;
  const half = (last.x - first.x) / (2 * (NIK_DIGITS - 1));
  const within = lines
    .map((line) => ({
      ...line,
      left: Math.max(line.left, first.x - half),
      right: Math.min(line.right, last.x + half),
    }))
    .filter(({ left, right }) => right - left > half);
  return { ...text, lines: within, lead: within[0]?.left ?? lead };
}

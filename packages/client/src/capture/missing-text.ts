import { titlesOf } from '../../../../src/ktp/field.js';
import type { Language } from '../../../../src/language.js';
import type { LiveReading } from '../../../browser/src/live.js';
import { type Lack, TEXTS } from './texts.js';

/** So many reasons are told at once, and so many fields of each: who holds a card reads no more. */
const REASONS = 2;
const NAMES = 3;

/** How much is read, and which fields are not, by what keeps them from it: what keeps most of them comes first. */
export function missingText(
  { fields, missing }: Pick<LiveReading, 'fields' | 'missing'>,
  language: Language,
): string {
  const texts = TEXTS[language];
  const lacks = new Map<Lack, string[]>();
  for (const { name, reason, hiddenBy } of missing) {
    const lack = reason === 'CONFLICT' ? reason : (hiddenBy ?? (reason === 'HIDDEN' ? 'OBJECT' : reason));
    lacks.set(lack, [...(lacks.get(lack) ?? []), titlesOf([name])[language]]);
  }
  const told = [...lacks]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, REASONS)
    .map(([lack, names]) => texts.lacks[lack](names.slice(0, NAMES).join(', ') + more(names.length - NAMES)));
  return [texts.soFar(fields.length - missing.length, fields.length), ...told].join(' ');
}

function more(count: number): string {
  return count > 0 ? ` +${count}` : '';
}

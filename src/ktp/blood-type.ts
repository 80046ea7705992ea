import type { BloodType } from './vocabulary.js';

/** A single letter misread as a digit, by the letter. */
const GROUPS: Readonly<Record<string, string>> = {
  A: 'A',
  4: 'A',
  B: 'B',
  8: 'B',
  13: 'B',
  O: 'O',
  0: 'O',
  Q: 'O',
  D: 'O',
  AB: 'AB',
  A8: 'AB',
  '4B': 'AB',
  48: 'AB',
  A13: 'AB',
};
const UNKNOWN = /^(TIDAKTAHU|TDKTAHU|TT|UNKNOWN)?$/;

/**
 * Null where the card shows none, which is the case on most: `-`, a blank, TIDAK TAHU; undefined where what it shows is no blood type.
 * A dash after O is more often a stray stroke than a rare rhesus factor, so it says nothing.
 */
export function readBloodType(text: string | null): BloodType | null | undefined {
  const letters = (text ?? '')
    .slice(0, 40)
    .toUpperCase()
    .replace(/^[\s:;.,–—_-]+|[\s:;.,_]+/g, '');
  if (UNKNOWN.test(letters) || letters === 'NULL') return null;
  const parts =
    /^(13|A13|A8|AB|4B|48|[AB4O0QD8])(?:RH(?:ESUS)?)?([+]|[-–—]|POSITI[FV]E?|NEGATI[FV]E?)?$/.exec(letters);
  const group = parts === null ? undefined : GROUPS[parts[1] ?? ''];
  if (group === undefined) return undefined;
  const sign = parts?.[2]?.charAt(0);
  if (sign === undefined || (group === 'O' && /[-–—]/.test(sign))) return group as BloodType;
  return `${group}_${sign === '+' || sign === 'P' ? 'POSITIVE' : 'NEGATIVE'}` as BloodType;
}

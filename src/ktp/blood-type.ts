import type { BloodType } from './closed-lists.js';

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
 * A dash after O is more often a stray stroke than a rare rhesus factor, so it says nothing without RH before it.
 */
export function readBloodType(text: string | null): BloodType | null | undefined {
  const letters = (text ?? '')
    .slice(0, 40)
    .toUpperCase()
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/^[\s:;.,_-]+|[\s:;.,_/()]+/g, '');
  if (UNKNOWN.test(letters) || letters === 'NULL') return null;
  const parts =
    /^(?:RH(?:ESUS)?([+-]))?(13|A13|A8|AB|4B|48|[AB4O0QD8])(RH(?:ESUS)?)?([+-]|POS(?:ITI[FV]E?)?|NEG(?:ATI[FV]E?)?)?$/.exec(
      letters,
    );
  const group = parts === null ? undefined : GROUPS[parts[2] ?? ''];
  if (group === undefined) return undefined;
  const factor = parts?.[1] ?? parts?.[3];
  const sign = (parts?.[4] ?? parts?.[1])?.charAt(0);
  if (sign === undefined || (group === 'O' && sign === '-' && factor === undefined))
    return group as BloodType;
  return `${group}_${sign === '+' || sign === 'P' ? 'POSITIVE' : 'NEGATIVE'}` as BloodType;
}

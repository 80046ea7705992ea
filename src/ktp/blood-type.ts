import type { BloodType } from './closed-lists.js';

/** The letter of a group that another sign was printed as. */
export const GROUP_LETTERS: Readonly<Record<string, string>> = {
  4: 'A',
  8: 'B',
  0: 'O',
  D: 'O',
  Q: 'O',
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
  if (parts === null) return undefined;
  // Two strokes side by side are a B that fell apart.
  const group = (parts[2] ?? '').replace('13', 'B').replace(/./g, (sign) => GROUP_LETTERS[sign] ?? sign);
  const factor = parts[1] ?? parts[3];
  const sign = (parts[4] ?? parts[1])?.charAt(0);
  if (sign === undefined || (group === 'O' && sign === '-' && factor === undefined))
    return group as BloodType;
  return `${group}_${sign === '+' || sign === 'P' ? 'POSITIVE' : 'NEGATIVE'}` as BloodType;
}

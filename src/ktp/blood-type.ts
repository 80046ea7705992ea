import type { BloodType } from './closed-lists.js';

/** Signs that a letter of a blood type is misread as, and that letter. */
export const GROUP_LETTERS: Readonly<Record<string, string>> = {
  4: 'A',
  8: 'B',
  0: 'O',
  D: 'O',
  Q: 'O',
};
/** Texts that say that the blood type is not known. */
const UNKNOWN = /^(TIDAKTAHU|TDKTAHU|TT|UNKNOWN)?$/;

/**
 * The blood type of a text. Null if the card shows none, as most do: `-`, a blank, TIDAK TAHU. Undefined if the text is no blood type.
 * A dash after O is more often a stray stroke than a rare rhesus factor, so it counts only if RH stands before it.
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
  // `13` is a B that was read as two strokes.
  const group = (parts[2] ?? '').replace('13', 'B').replace(/./g, (sign) => GROUP_LETTERS[sign] ?? sign);
  const factor = parts[1] ?? parts[3];
  const sign = (parts[4] ?? parts[1])?.charAt(0);
  if (sign === undefined || (group === 'O' && sign === '-' && factor === undefined))
    return group as BloodType;
  return `${group}_${sign === '+' || sign === 'P' ? 'POSITIVE' : 'NEGATIVE'}` as BloodType;
}

/** The digits that may have been misread as a letter, the likelier first. The second looks like the letter in its other case. */
export const DIGITS_MEANT: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  D: '0',
  Q: '09',
  q: '90',
  I: '1',
  i: '1',
  l: '1',
  L: '1',
  '|': '1',
  '!': '1',
  Z: '2',
  z: '2',
  A: '4',
  S: '5',
  s: '5',
  G: '69',
  g: '96',
  b: '68',
  B: '86',
  '?': '7',
  T: '7',
};

/** The likeliest digit that was misread as a letter or sign; a digit stays as it is. Null for all others. */
export function digitMeant(character: string): string | null {
  if (/^[0-9]$/.test(character)) return character;
  return DIGITS_MEANT[character]?.[0] ?? null;
}

/** Letters and digits that print alike in capitals. Which one it is, the field's alphabet decides, or what is known of the text. */
export const TWINS: Readonly<Record<string, string>> = {
  '0': 'O',
  O: '0',
  '1': 'I',
  I: '1',
  '5': 'S',
  S: '5',
  '8': 'B',
  B: '8',
};

/** The capital that a character was printed as: values have no small letters. A small L and a bar are the letter I. */
export function capital(character: string): string {
  return character === 'l' || character === '|' ? 'I' : character.toUpperCase();
}

/** Letters and digits, which two prints of a word have in common. */
export function lettersOf(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** The letters of a word with the blanks and punctuation that were read between those of `read`. */
export function spacedAs(read: string, letters: string): string {
  const kept = [...read.toUpperCase()];
  const matches = matching(
    kept.map((character) => (/[A-Z0-9]/.test(character) ? character : '')),
    letters,
  );
  let text = '';
  let pending = '';
  let next = 0;
  for (const [i, character] of kept.entries()) {
    if (!/[A-Z0-9]/.test(character)) pending += character;
    else {
      const at = matches[i] ?? -1;
      if (at < 0) continue;
      text += letters.slice(next, at) + (at > 0 ? pending : '') + letters.charAt(at);
      pending = '';
      next = at + 1;
    }
  }
  return text + letters.slice(next);
}

/** Of each character read, the place of the letter it stands for, or -1, with the fewest edits; places rise. */
function matching(read: readonly string[], letters: string): readonly number[] {
  const inked = read.flatMap((character, i) => (character === '' ? [] : [i]));
  const [rows, columns] = [inked.length + 1, letters.length + 1];
  const cost = new Uint16Array(rows * columns);
  for (let i = 0; i < rows; i += 1) cost[i * columns] = i;
  for (let j = 0; j < columns; j += 1) cost[j] = j;
  for (let i = 1; i < rows; i += 1) {
    for (let j = 1; j < columns; j += 1) {
      const same = read[inked[i - 1]!] === letters[j - 1] ? 0 : 1;
      cost[i * columns + j] = Math.min(
        cost[(i - 1) * columns + j - 1]! + same,
        cost[(i - 1) * columns + j]! + 1,
        cost[i * columns + j - 1]! + 1,
      );
    }
  }
  const places = new Array<number>(read.length).fill(-1);
  for (let i = rows - 1, j = columns - 1; i > 0 && j > 0; ) {
    const here = cost[i * columns + j]!;
    const same = read[inked[i - 1]!] === letters[j - 1] ? 0 : 1;
    if (here === cost[(i - 1) * columns + j - 1]! + same) {
      places[inked[i - 1]!] = j - 1;
      i -= 1;
      j -= 1;
    } else if (here === cost[(i - 1) * columns + j]! + 1) i -= 1;
    else j -= 1;
  }
  return places;
}

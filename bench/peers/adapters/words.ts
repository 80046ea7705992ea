import type { TextBox } from '../text-box.js';

export interface TesseractWord {
  /** Which line of the page it belongs to. */
  readonly line: string;
  readonly box: TextBox;
}

/** Tesseract's lines, parted at wide gaps: a line of its may run on from a value into what stands under the photo. */
export function linesOfWords(words: readonly TesseractWord[]): TextBox[] {
  const pieces: { line: string; words: TextBox[] }[] = [];
  for (const { line, box } of words.filter(({ box }) => box.text.trim() !== '')) {
    const last = pieces.at(-1);
    const before = last?.words.at(-1);
    if (last === undefined || before === undefined || last.line !== line || apart(before, box)) {
      pieces.push({ line, words: [box] });
    } else last.words.push(box);
  }
  return pieces.map(({ words }) => spanning(words));
}

function apart(left: TextBox, right: TextBox): boolean {
  const height = Math.max(heightOf(left), heightOf(right));
  return right.corners[0][0] - left.corners[1][0] > 1.5 * height;
}

function heightOf({ corners: [a, , , d] }: TextBox): number {
  return d[1] - a[1];
}

function spanning(words: readonly TextBox[]): TextBox {
  const [first, last] = [words[0], words.at(-1)] as [TextBox, TextBox];
  return {
    text: words.map(({ text }) => text).join(' '),
    corners: [first.corners[0], last.corners[1], last.corners[2], first.corners[3]],
  };
}

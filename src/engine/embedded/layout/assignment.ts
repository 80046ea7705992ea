import { median } from '../image/geometry.js';
import type { TextLine } from '../recognition/text-line.js';
import type { Row } from '../template.js';
import type { LabelMatch } from './labels.js';

/** Lines of text at one height, from left to right. */
export interface TextRow {
  readonly lines: readonly TextLine[];
  readonly y: number;
}

/** What a row of text is: the start of a card's row, or more of the one above. */
export interface Assignment {
  readonly row: Row;
  readonly text: TextRow;
  readonly continues: boolean;
  readonly label: LabelMatch;
  /** Whether the value has the form that only this row's have. */
  readonly inForm: boolean;
}

/** The usual distance between rows of text. */
export function pitchOf(texts: readonly TextRow[]): number {
  const gaps = texts.slice(1).map((text, i) => text.y - (texts[i]?.y ?? 0));
  return Math.max(1, median(gaps));
}

import type { Seen } from '../../specimens/hide.js';
import type { FieldScore } from './scoring.js';

/** What became of a value of which letters are hidden. */
export type CutOutcome = 'unread' | 'doubted' | 'completed' | 'wrong';

/** A value that is at least this sure is hardly doubted. */
const HARDLY_DOUBTED = 0.8;

export function cutOutcome(score: FieldScore): CutOutcome {
  if (score.read === '') return 'unread';
  if ((score.confidence ?? 0) < HARDLY_DOUBTED) return 'doubted';
  return isRight(score) ? 'completed' : 'wrong';
}

export function isRight({ exact, understood }: FieldScore): boolean {
  return exact || understood;
}

/** Whether a value tells of hidden print: blanks have nothing to hide, and the label of the blood type hides it among its letters. */
export function tellsOfHiddenPrint({ field, printed }: FieldScore, seen: Seen): boolean {
  return seen !== 'GRAZED' && printed !== '' && field !== 'BLOOD_TYPE';
}

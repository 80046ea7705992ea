import type { Candidate } from './pattern-search.js';

/**
 * A digit whose share is less than this is not in doubt: the print clearly shows another. What is known of a field decides
 * between digits in doubt and never against clear print, for genuine cards do contradict themselves.
 */
export const IN_DOUBT = 0.01;

/** The candidates that the print leaves open. */
export function leftOpen<T extends Candidate>(candidates: readonly T[]): readonly T[] {
  return candidates.filter(({ shares }) => shares.every((share) => share >= IN_DOUBT));
}

import { closest, distance } from 'fastest-levenshtein';
import { Environment } from './gateway.js';

const NAMES = Object.keys(Environment.shape);
/** Of them HOST and PORT are so short that names of other programs are near. */
const LEAST_LENGTH = 7;
const MOST_EDITS = 2;

/** A sentence for each variable that is nearly a setting; those of other programs are none of ours. */
export function misspelt(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(environment)
    .filter((name) => !NAMES.includes(name))
    .map((name) => [name, closest(name.toUpperCase(), NAMES)] as const)
    .filter(
      ([name, meant]) =>
        meant.length >= LEAST_LENGTH &&
        distance(name.toUpperCase(), meant) <= MOST_EDITS &&
        !environment[meant],
    )
    .map(([name, meant]) => `${name} is not a setting; did you mean ${meant}?`);
}

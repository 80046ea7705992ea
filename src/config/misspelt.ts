import { closest, distance } from 'fastest-levenshtein';
import { Environment } from './gateway.js';

const NAMES = Object.keys(Environment.shape);
/** Shorter names, HOST and PORT, are too like variables of other programs. */
const LEAST_LENGTH = 7;
const MOST_EDITS = 2;

/** A sentence for each variable whose name is nearly that of a setting. Variables of other programs are left alone. */
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

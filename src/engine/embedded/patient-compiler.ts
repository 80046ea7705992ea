import { setFlagsFromString } from 'node:v8';

/** What V8 lets a function run before it is compiled well: eight times its own measure. */
const PATIENT = '--interrupt-budget=540672';

/**
 * Has V8 compile less of what runs seldom, in the whole process: the code that reads a card is large, and most of it runs a few times
 * for each. Compiled as early as other code, it cost an eighth of the first hundred cards. To be called before the engine is created,
 * by programs of ours only: a library leaves V8 as its host has it.
 */
export function compilePatiently(): void {
  setFlagsFromString(PATIENT);
}

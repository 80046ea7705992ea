import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Laid out as the checkout is; `compile.ts` fills it. */
export const COMPILED = `${ROOT}node_modules/.cache/ktp-gateway/`;

/**
 * A module of the program, or a script, as JavaScript: processes and threads of the tests start in a third of the time
 * that TypeScript takes them, and as a user's do.
 * @param source its path in the checkout, such as `src/main.ts`
 */
export function compiled(source: string): string {
  return COMPILED + source.replace(/\.ts$/, '.js');
}

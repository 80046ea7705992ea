import { ConfigError } from '../config/gateway.js';

/** What to do about what a start can fail of. */
const HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there; choose another PORT.',
  EACCES: 'this user may not listen there; choose a PORT from 1024 on.',
  EADDRNOTAVAIL: 'this machine has no such address; choose another HOST.',
  ENOENT: 'this file is missing; install the gateway again.',
  ENOTFOUND: 'this name has no address; choose another HOST.',
};

/** One clear message; everything that is known to go wrong says what to do. */
export function startError(what: 'gateway' | 'worker', error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return `The ${what} did not start: ${String(error)}`;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const hint = Object.hasOwn(HINTS, code) ? `: ${HINTS[code]}` : '';
  return `The ${what} did not start: ${message}${hint}`;
}

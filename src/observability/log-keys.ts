import { isFrame } from './fault.js';

/** A word of the program's own: a code, or the name of a class or an engine. */
const WORD = /^[A-Za-z]\w{0,63}$/;
const ID = /^[\w.:-]{1,64}$/;
/** The upstream chooses transaction ids. Sixteen digits may be a NIK. */
const TRANSACTION_ID = /^(?!.*\d{16})[\w.:-]{1,64}$/;

const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const listOf = (is: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(is);

/**
 * Every key a line of the log may have beside `level`, `time` and `msg`, and what its value must look like. None of them
 * can hold a field of a card: what does not fit is left out.
 */
const KEYS = {
  url: matches(/^http:\/\/[\w.[\]:-]+$/),
  engines: listOf(matches(WORD)),
  anonymous: (value: unknown) => typeof value === 'boolean',
  milliseconds: isNumber,
  requestId: matches(ID),
  transactionId: matches(TRANSACTION_ID),
  method: matches(/^[A-Z-]{1,20}$/),
  route: matches(/^(?:\/[\w./-]*|unknown)$/),
  status: isNumber,
  engine: matches(WORD),
  outcome: matches(WORD),
  pricing: matches(WORD),
  code: matches(WORD),
  cause: matches(WORD),
  policy: matches(/^[a-z-]{1,32}$/),
  name: matches(WORD),
  at: listOf(isFrame),
  signal: matches(WORD),
  open: isNumber,
  broken: isNumber,
} as const;

/** A key of a line of the log. */
export type LogKey = keyof typeof KEYS;
/** What a line of the log is made of. */
export type Facts = Readonly<Partial<Record<LogKey, unknown>>>;

/** All keys. */
export const LOG_KEYS = Object.keys(KEYS) as LogKey[];

/** The facts that may be written. */
export function allowed(facts: Facts): Facts {
  const kept: Partial<Record<LogKey, unknown>> = {};
  for (const [key, value] of Object.entries(facts)) {
    if (Object.hasOwn(KEYS, key) && KEYS[key as LogKey](value)) kept[key as LogKey] = value;
  }
  return kept;
}

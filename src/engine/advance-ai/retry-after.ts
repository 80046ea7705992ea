/** Longer than any wait a caller could sit out; also keeps the number within a GraphQL Int. */
const MAX_SECONDS = 24 * 60 * 60;

const SECONDS = /^(\d+(?:\.\d+)?)\s*(?:s|secs?|seconds?)?$/i;
const HTTP_DATE = /^[a-z]{3,9}[, ].*\d{2}:\d{2}:\d{2}/i;

/**
 * Seconds to wait by a `Retry-After` header: `10` and HTTP dates (RFC 9110, 10.2.3), and `10s` as the upstream's document
 * writes it. Null where there is none, or nothing that can be understood.
 * @param now milliseconds since 1970, by the clock of who wrote the header
 */
export function retryAfterSeconds(header: string | string[] | undefined, now: number): number | null {
  const text = [header].flat()[0]?.trim() ?? '';
  const seconds = SECONDS.exec(text)?.[1] ?? null;
  if (seconds !== null) return Math.min(Math.ceil(Number(seconds)), MAX_SECONDS);
  const until = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) return null;
  return Math.min(Math.max(0, Math.ceil((until - now) / 1000)), MAX_SECONDS);
}

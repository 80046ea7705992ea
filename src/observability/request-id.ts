import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

const WELL_FORMED = /^[\w.:-]{8,64}$/;
/** Sixteen digits that stand alone may be a NIK, whatever stands between their groups. They must not go to the log. */
const GROUPED = /(?<=\d)[_.:-](?=\d)/g;
const LIKE_A_NIK = /(?<![0-9a-z])\d{16}(?![0-9a-z])/i;

/** The id of a request: `X-Request-Id` if it is well formed, else a new one. */
export function requestIdFrom(header: string | string[] | undefined): string {
  const sent = String(header ?? '');
  return WELL_FORMED.test(sent) && !LIKE_A_NIK.test(sent.replace(GROUPED, '')) ? sent : randomUUID();
}

/** Runs the work of a request. All lines that it logs have the request's id. */
export function asRequest(id: string, work: () => void): void {
  current.run(id, work);
}

/** The id of the current request; undefined outside of requests. */
export function currentRequestId(): string | undefined {
  return current.getStore();
}

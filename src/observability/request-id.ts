import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

const WELL_FORMED = /^[\w.:-]{8,64}$/;
/** A number as long as a NIK that stands by itself might be one, however it is grouped, and would go to the log. */
const GROUPED = /(?<=\d)[_.:-](?=\d)/g;
const LIKE_A_NIK = /(?<![0-9a-z])\d{16}(?![0-9a-z])/i;

/** The id a client or proxy gave a request (`X-Request-Id`) where it is well formed, else a new one. */
export function requestIdFrom(header: string | string[] | undefined): string {
  const sent = String(header ?? '');
  return WELL_FORMED.test(sent) && !LIKE_A_NIK.test(sent.replace(GROUPED, '')) ? sent : randomUUID();
}

/** Runs what answers a request; whatever it logs bears the request's id. */
export function asRequest(id: string, work: () => void): void {
  current.run(id, work);
}

/** The id of the request being answered, if any. */
export function currentRequestId(): string | undefined {
  return current.getStore();
}

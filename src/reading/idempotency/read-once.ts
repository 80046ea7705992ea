import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceBusyError, UpstreamError } from '../../engine/errors.js';
import { metrics } from '../../observability/metrics.js';
import { newTransactionId } from '../transaction-id.js';
import type { KeyedPicture } from './names.js';
import { decode, encodeError, encodeRead, isFinal, type Read } from './outcome.js';
import { type IdempotencyStore, LEASE_MS } from './store.js';

export interface OnceOrder extends KeyedPicture {
  readonly store: IdempotencyStore;
  /** Whether the engine is one that is paid. */
  readonly mayBeCharged: boolean;
  readonly read: (signal: AbortSignal) => Promise<Read>;
}

const LOOK_AGAIN_MS = 100;
const RETRY_SECONDS = 5;

/**
 * What the picture was read as before, or is read as now, and kept. While another process reads it, this waits.
 * @param signal stops the waiting, and a reading that costs nothing; one that may be charged goes on
 * @param begin told when nothing stops it any more
 * @throws OcrKtpError, or the signal's reason
 */
export async function readOnce(order: OnceOrder, signal: AbortSignal, begin: () => void): Promise<Read> {
  const { name, store, mayBeCharged, read } = order;
  const holder = randomUUID();
  for (;;) {
    const claim = await store.claim(name, holder, mayBeCharged).catch(() => null);
    if (claim?.kind === 'kept') return opened(order, claim.sealed);
    if (claim?.kind === 'busy') {
      await sleep(LOOK_AGAIN_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
      continue;
    }
    if (claim === null) {
      if (mayBeCharged) throw unreachable();
      return read(signal);
    }
    const renewal = setInterval(() => void store.renew(name, holder).catch(() => {}), LEASE_MS / 3);
    try {
      if (claim.kind === 'broken') throw brokenOff();
      signal.throwIfAborted();
      if (mayBeCharged) begin();
      const outcome = await read(mayBeCharged ? new AbortController().signal : signal);
      await keep(order, encodeRead(outcome));
      return outcome;
    } catch (error) {
      if (isFinal(error)) await keep(order, encodeError(error));
      else await store.release(name, holder).catch(() => {});
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }
}

/** Whether the picture is to be sent cannot be known, so it is not. */
export function unreachable(): ServiceBusyError {
  return new ServiceBusyError({
    message: 'It is not known whether this picture was read before, so it was not sent; try again later.',
    retryAfterSeconds: RETRY_SECONDS,
    transactionId: newTransactionId(),
  });
}

function brokenOff(): UpstreamError {
  return new UpstreamError({
    message:
      'A reading under this Idempotency-Key was broken off and may have been charged, so it was not repeated; to read the picture anyway, send a new key.',
    pricing: 'PAY',
    transactionId: newTransactionId(),
  });
}

function opened({ name, box }: OnceOrder, sealed: Buffer): Read {
  metrics.idempotency('REPLAYED');
  return decode(box.open(sealed, name));
}

/** Where that fails, the answer is sent all the same; of what may have been charged there is a mark, and it is not read again. */
async function keep({ name, box, store }: OnceOrder, encoded: Buffer): Promise<void> {
  const kept = await store.keep(name, box.close(encoded, name)).then(
    () => true,
    () => false,
  );
  metrics.idempotency(kept ? 'KEPT' : 'LOST');
}

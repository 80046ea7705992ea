import { createHash, hkdfSync } from 'node:crypto';
import type { EngineName } from '../../engine/engine.js';
import { SealedBox } from '../../redis/sealed-box.js';

/** Who asks, and under which key. */
export interface KeyedRequest {
  /** Tells one caller from another. */
  readonly caller: string;
  readonly key: string;
  readonly engine: EngineName | 'AUTO';
}

/** A picture under a key. */
export interface KeyedPicture {
  readonly name: string;
  readonly box: SealedBox;
}

/** What a key is pinned to. */
export interface Fingerprint {
  readonly name: string;
  readonly value: string;
}

/**
 * Under what name a picture is kept, and sealed with what. Both are made of the picture itself: nobody who does not have it, and the
 * key it was sent with, opens what was read of it, and no secret has to be shared among gateways.
 */
export function keyedPicture(bytes: Buffer, request: KeyedRequest): KeyedPicture {
  const picture = createHash('sha256').update(bytes).digest();
  const derive = (what: string, length: number) =>
    Buffer.from(
      hkdfSync('sha256', picture, request.key, `ktp idempotency ${what} ${request.caller}`, length),
    );
  return {
    name: `${nameOf(request)}:${derive(`name ${request.engine}`, 16).toString('hex')}`,
    box: new SealedBox(derive('seal', 32)),
  };
}

/** Tells the same pictures, read by the same engine, from others. */
export function fingerprintOf(pictures: readonly KeyedPicture[], request: KeyedRequest): Fingerprint {
  return { name: nameOf(request), value: digest(pictures.map(({ name }) => name).join(' '), 32) };
}

function nameOf({ caller, key }: KeyedRequest): string {
  return `${digest(caller, 16)}:${digest(`${caller} ${key}`, 32)}`;
}

/** So many hexadecimal digits. */
function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

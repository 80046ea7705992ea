import { createHash, hkdfSync, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { attempted } from '../../redis/redis.js';
import { SealedBox } from '../../redis/sealed-box.js';
import type { Credentials } from './signature.js';

/** An access token, and for how many milliseconds it may be used. */
export interface AccessToken {
  readonly token: string;
  readonly usableMs: number;
}

/** Between looks for the token that another process asks for. */
const LOOK_AGAIN_MS = 50;
/** Only the process that set a lock may open it. */
const UNLOCK = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end return 0`;

/** What tells the accounts of an upstream apart, and is no secret. */
export function accountOf({ accessKey }: Credentials): string {
  return createHash('sha256').update(accessKey).digest('hex').slice(0, 16);
}

/**
 * The token that all gateways of an account use, in Redis as long as it may be used, sealed with a key that only those who
 * have the account's secret can make. One gateway renews it, the others wait for that; while Redis is away each has its own.
 */
export class SharedToken {
  readonly #redis: Redis;
  readonly #box: SealedBox;
  readonly #key: string;
  readonly #patienceMs: number;

  /** @param patienceMs the most that one may take to renew it */
  constructor(redis: Redis, credentials: Credentials, patienceMs: number) {
    this.#redis = redis;
    this.#key = `ktp-ticket:${accountOf(credentials)}`;
    this.#box = new SealedBox(Buffer.from(hkdfSync('sha256', credentials.secretKey, '', 'ktp ticket', 32)));
    this.#patienceMs = patienceMs;
  }

  /**
   * The token of all, asked for where there is none.
   * @param refused a token that the upstream does not take any more
   * @param ask asks the upstream; what it throws is thrown
   */
  async obtain(refused: string | null, ask: () => Promise<AccessToken>): Promise<AccessToken> {
    const lock = randomUUID();
    const found = await this.#findOrLock(refused, lock).catch(() => null);
    if (found !== null) return found;
    try {
      const token = await ask();
      await this.#store(token).catch(() => {});
      return token;
    } finally {
      this.#redis.eval(UNLOCK, 1, `${this.#key}:lock`, lock).catch(() => {});
    }
  }

  /** Null where it is for this gateway to ask: it has the lock, or nobody who has it came to an end. */
  async #findOrLock(refused: string | null, lock: string): Promise<AccessToken | null> {
    await attempted(this.#redis);
    const started = performance.now();
    while (performance.now() - started < this.#patienceMs) {
      // The lock first: its last holder stored the token before giving it up.
      const locked = await this.#redis.set(`${this.#key}:lock`, lock, 'PX', this.#patienceMs, 'NX');
      const found = await this.#load();
      if (found !== null && found.token !== refused) {
        if (locked === 'OK') await this.#redis.eval(UNLOCK, 1, `${this.#key}:lock`, lock);
        return found;
      }
      if (locked === 'OK') return null;
      await sleep(LOOK_AGAIN_MS);
    }
    return null;
  }

  async #load(): Promise<AccessToken | null> {
    const [sealed, usableMs] = await Promise.all([
      this.#redis.getBuffer(this.#key),
      this.#redis.pttl(this.#key),
    ]);
    if (sealed === null || usableMs <= 0) return null;
    return { token: this.#box.open(sealed, this.#key).toString(), usableMs };
  }

  async #store({ token, usableMs }: AccessToken): Promise<void> {
    const milliseconds = Math.floor(usableMs);
    if (milliseconds <= 0) return;
    await this.#redis.set(this.#key, this.#box.close(Buffer.from(token), this.#key), 'PX', milliseconds);
  }
}

import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { attempted } from '../../redis/redis.js';
import { UpstreamError } from '../errors.js';
import { type Budget, exhausted, type Settle } from './budget.js';

const TWO_DAYS = 172_800;

/**
 * The number of this call, or 0 where the day has none left. A count that Redis lost goes on from what this gateway knew of it.
 * The place is kept open under its id until it is settled.
 */
const TAKE = `
local taken = tonumber(redis.call('GET', KEYS[1]) or ARGV[2])
if taken >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], taken + 1, 'EX', ${TWO_DAYS})
redis.call('HSET', KEYS[2], ARGV[3], 1)
redis.call('EXPIRE', KEYS[2], ${TWO_DAYS})
return taken + 1`;

/** Gives a place back once, however often it is asked to, and only if it was taken. */
const GIVE_BACK = `
if redis.call('HDEL', KEYS[2], ARGV[1]) == 1 and redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECR', KEYS[1]) end
return 0`;

/** One count for all gateways of an account. Where it cannot be asked nothing is sent: the limit is on money. */
export class SharedBudget implements Budget {
  readonly #redis: Redis;
  readonly #limit: number;
  readonly #today: () => string;
  readonly #key: string;
  /** As last heard. */
  #known = { day: '', taken: 0 };

  /** @param account tells accounts apart, and is no secret */
  constructor(redis: Redis, limit: number, today: () => string, account: string) {
    this.#redis = redis;
    this.#limit = limit;
    this.#today = today;
    this.#key = `ktp-paid:${account}`;
  }

  /** @throws QuotaExceededError, or UpstreamError where Redis is away */
  async take(): Promise<Settle> {
    const day = this.#today();
    const key = `${this.#key}:${day}`;
    const place = randomUUID();
    const known = this.#known.day === day ? this.#known.taken : 0;
    const taken = await this.#ask(key, place, known);
    if (taken === 0) throw exhausted(this.#limit, "These servers'");
    this.#known = { day, taken };
    return (charge) => {
      if (charge !== 'FREE') return this.#redis.hdel(openPlaces(key), place).catch(() => {});
      if (this.#known.day === day) this.#known = { day, taken: this.#known.taken - 1 };
      return this.#giveBack(key, place);
    };
  }

  async #ask(key: string, place: string, known: number): Promise<number> {
    try {
      await attempted(this.#redis);
      return (await this.#redis.eval(TAKE, 2, key, openPlaces(key), this.#limit, known, place)) as number;
    } catch (cause) {
      // A Redis that was only slow takes the place later, when nobody waits for it any more.
      void this.#giveBack(key, place);
      throw new UpstreamError({
        message:
          'The count of paid readings cannot be reached, so the picture was not sent; try again later.',
        cause,
      });
    }
  }

  /** Commands of one connection keep their order: this comes after the place was taken. One that is lost was only one too few. */
  async #giveBack(key: string, place: string): Promise<void> {
    await this.#redis.eval(GIVE_BACK, 2, key, openPlaces(key), place).catch(() => {});
  }
}

function openPlaces(key: string): string {
  return `${key}:open`;
}

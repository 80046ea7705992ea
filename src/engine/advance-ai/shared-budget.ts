import type { Redis } from 'ioredis';
import { UpstreamError } from '../errors.js';
import { attempted } from '../redis.js';
import { type Budget, exhausted, type Settle } from './budget.js';

const TWO_DAYS = 172_800;

/** The number of this call, or 0 where the day has none left. A count that Redis lost goes on from what this gateway knew of it. */
const TAKE = `
local taken = tonumber(redis.call('GET', KEYS[1]) or ARGV[2])
if taken >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], taken + 1, 'EX', ${TWO_DAYS})
return taken + 1`;

const GIVE_BACK = `
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECR', KEYS[1]) end
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
    const known = this.#known.day === day ? this.#known.taken : 0;
    const taken = await this.#ask(key, known);
    if (taken === 0) throw exhausted(this.#limit, "These servers'");
    this.#known = { day, taken };
    return (charge) => {
      if (charge !== 'FREE') return;
      if (this.#known.day === day) this.#known = { day, taken: this.#known.taken - 1 };
      // A place that is not given back was only one too few.
      this.#redis.eval(GIVE_BACK, 1, key).catch(() => {});
    };
  }

  async #ask(key: string, known: number): Promise<number> {
    try {
      await attempted(this.#redis);
      return (await this.#redis.eval(TAKE, 1, key, this.#limit, known)) as number;
    } catch (cause) {
      throw new UpstreamError({
        message:
          'The count of paid readings cannot be reached, so the picture was not sent; try again later.',
        cause,
      });
    }
  }
}

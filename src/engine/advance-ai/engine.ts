import type { Redis } from 'ioredis';
import { connectRedis } from '../../redis/redis.js';
import { Semaphore } from '../concurrency/semaphore.js';
import { type Engine, type Reading, type Timed, untimed } from '../engine.js';
import { AccessDeniedError, InvalidParameterError, ServiceBusyError } from '../errors.js';
import type { CardImage } from '../image/probe.js';
import { Breaker } from './breaker.js';
import { type Budget, type Charge, DailyBudget } from './budget.js';
import type { Call } from './call.js';
import { Client, timedOut } from './client.js';
import { Connection } from './connection.js';
import { errorOf } from './error-mapping.js';
import { readingOf } from './reading.js';
import { SharedBudget } from './shared-budget.js';
import { accountOf, SharedToken } from './shared-token.js';
import type { Credentials } from './signature.js';
import { SingleFlight } from './single-flight.js';
import { TokenCache } from './token-cache.js';

export interface AdvanceOptions extends Credentials {
  /** Origin of the upstream, such as https://api.advance.ai. */
  readonly baseUrl: string;
  readonly connectTimeoutMs: number;
  /** Of a whole call, repetitions included, once it has a connection to itself. */
  readonly timeoutMs: number;
  /** How long a call may wait for one. */
  readonly queueTimeoutMs: number;
  /** Calls at once, each with a connection to itself. */
  readonly maxCalls: number;
  /** Calls that may wait; further ones are refused as busy. */
  readonly maxQueue: number;
  /** So many failures in a row open the circuit, for so long. */
  readonly breaker?: { readonly failures: number; readonly restMs: number };
  /** Where the gateways of one account share their token and count; each has its own where left out. */
  readonly redisUrl?: string | undefined;
  /** Calls of a day that may be charged; no limit where left out. */
  readonly dailyPaidLimit?: number | undefined;
  /** The day that limit counts by. */
  readonly today: () => string;
  /** Told what each OCR call cost. */
  readonly onCharge: (charge: Charge) => void;
  readonly timed?: Timed | undefined;
}

/** Has cards read by the upstream, ADVANCE.AI's "OCR (All Fields)". */
export function createAdvanceEngine(options: AdvanceOptions): Engine {
  const { baseUrl, timeoutMs, queueTimeoutMs, maxCalls, maxQueue, connectTimeoutMs, onCharge } = options;
  const { timed = untimed } = options;
  const breaker = new Breaker(options.breaker ?? { failures: 5, restMs: 10_000 });
  const connection = new Connection({
    origin: baseUrl,
    breaker,
    // One more than calls, so that a token never waits for a picture.
    connections: maxCalls + 1,
    connectTimeoutMs,
  });
  // That it is lost is told by the gateway's own connection.
  const redis = options.redisUrl === undefined ? null : connectRedis(options.redisUrl, () => {});
  const shared = redis && new SharedToken(redis, options, timeoutMs);
  const tokens = new TokenCache(connection, options, timeoutMs, shared);
  const budget = budgetOf(options, redis);
  const client = new Client({ connection, tokens, budget, onCharge });
  const singleFlight = new SingleFlight<Asked, Reading>(isSame);
  let phase: 'starting' | 'able' | 'closing' = 'starting';

  const busy = (message: string) =>
    new ServiceBusyError({ message, retryAfterSeconds: Math.ceil(queueTimeoutMs / 1000) });

  const semaphore: Semaphore = new Semaphore(maxCalls, maxQueue, () =>
    busy('Too many pictures wait for the upstream; try again later.'),
  );

  async function read({ image, caller }: Asked, call: Call): Promise<Reading> {
    call.limit(queueTimeoutMs, () => busy('The picture waited too long for the upstream; try again later.'));
    await timed('queue', () => semaphore.acquire(call.signal, caller));
    try {
      call.limit(timeoutMs, () => timedOut(call));
      const answer = await timed('read', () => client.read(image, call));
      const reading = readingOf(answer);
      if (reading) return reading;
      throw errorOf(answer, image);
    } finally {
      semaphore.release();
    }
  }

  return {
    name: 'ADVANCE_AI',
    async read(image, _wanted, signal, caller) {
      if (phase === 'closing') throw busy('The server is shutting down.');
      const asked = { image, caller };
      return singleFlight.join(asked, signal, (call) => read(asked, call));
    },
    async ready() {
      await tokens.current().catch(refuseForGood);
      if (phase === 'starting') phase = 'able';
    },
    state: () => ({
      able: phase === 'able' && !breaker.resting,
      waiting: semaphore.waiting,
      reading: semaphore.held,
      workers: null,
    }),
    async close() {
      phase = 'closing';
      await singleFlight.settled();
      await connection.close();
      redis?.disconnect();
    },
  };
}

/** Without a limit there is nothing to count together. */
function budgetOf(options: AdvanceOptions, redis: Redis | null): Budget {
  const { dailyPaidLimit, today } = options;
  if (redis === null || dailyPaidLimit === undefined) return new DailyBudget(dailyPaidLimit, today);
  return new SharedBudget(redis, dailyPaidLimit, today, accountOf(options));
}

interface Asked {
  readonly image: CardImage;
  readonly caller: string | undefined;
}

/**
 * Two callers never share a call, so that nobody learns from the clock or a transaction id what others send. Few calls are
 * under way at a time, and pictures that differ do so near their beginning: comparing them costs less than a digest of each.
 */
function isSame(one: Asked, other: Asked): boolean {
  return one.caller === other.caller && one.image.bytes.equals(other.image.bytes);
}

/** Wrong credentials stay wrong; an upstream that is away or busy may come back. */
function refuseForGood(error: unknown): void {
  if (error instanceof AccessDeniedError || error instanceof InvalidParameterError) throw error;
}

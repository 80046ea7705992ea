import type { Redis } from 'ioredis';
import type { RedisKeys } from './redis-keys.js';

/** Milliseconds that what Redis keeps of the queue as a whole outlives its last use; more than any picture may take. */
const IDLE_MS = 3_600_000;
/** Events that BullMQ keeps; nobody here reads them. */
const MAX_EVENTS = 100;
/** The pace is that of about so many pictures, so that it follows a change. */
const PACE_OVER = 100;

const SCRIPTS = {
  /** [interactive pictures that wait, pictures of batches that wait, threads that live, pictures read lately, milliseconds they took] */
  ktpLoad: `
local now = tonumber(redis.call('TIME')[1])
local threads = 0
for _, worker in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], now, '+inf')) do
  threads = threads + tonumber(string.match(worker, '%d+$'))
end
local pace = redis.call('HMGET', KEYS[4], 'read', 'ms')
return {redis.call('LLEN', KEYS[1]), redis.call('ZCARD', KEYS[2]), threads, tonumber(pace[1] or 0), tonumber(pace[2] or 0)}`,

  /** Gives an answer where somebody waits for it, and where the job is still this worker's: [1] or [0]. */
  ktpAnswer: `
if redis.call('GET', KEYS[3]) ~= ARGV[1] then return 0 end
if redis.call('DEL', KEYS[1]) == 0 then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[5])
local read = redis.call('HINCRBY', KEYS[4], 'read', 1)
local ms = redis.call('HINCRBY', KEYS[4], 'ms', ARGV[6])
if read >= ${2 * PACE_OVER} then
  redis.call('HSET', KEYS[4], 'read', ${PACE_OVER}, 'ms', math.floor(ms * ${PACE_OVER} / read))
end
redis.call('PEXPIRE', KEYS[4], ${IDLE_MS})
return 1`,

  /** A worker lives, for so many seconds more. */
  ktpBeat: `
local now = tonumber(redis.call('TIME')[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 1)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2] * 2)
return 0`,

  /** Nothing that BullMQ keeps stays for ever. */
  ktpTouch: `
redis.call('HSET', KEYS[1], 'opts.maxLenEvents', ${MAX_EVENTS})
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${IDLE_MS}) end
return 0`,
} as const;

type Script = (...args: (string | number | Buffer)[]) => Promise<unknown>;

/** Steps that Redis takes as one. */
export interface Commands {
  load(): Promise<readonly number[]>;
  answer(parts: {
    readonly id: string;
    readonly token: string;
    readonly sealed: Buffer;
    readonly ttlMs: number;
    readonly channel: string;
    readonly message: string;
    readonly milliseconds: number;
  }): Promise<boolean>;
  /** @param worker ends with `:` and the number of its threads */
  beat(worker: string, seconds: number): Promise<void>;
  /** @param id of a job, whose record shall not stay for ever either */
  touch(id?: string): Promise<void>;
}

/** The queue's commands on a connection, each one script that Redis runs as a whole. */
export function commandsOf(redis: Redis, names: RedisKeys): Commands {
  const keys = { ktpLoad: 4, ktpAnswer: 4, ktpBeat: 1 };
  for (const [name, lua] of Object.entries(SCRIPTS)) {
    const numberOfKeys = keys[name as keyof typeof keys];
    redis.defineCommand(name, numberOfKeys === undefined ? { lua } : { lua, numberOfKeys });
  }
  const scripts = redis as unknown as Record<keyof typeof SCRIPTS, Script>;
  const { wait, prioritized, workers, pace, meta, own } = names;
  return {
    load: () => scripts.ktpLoad(wait, prioritized, workers, pace) as Promise<number[]>,
    async answer({ id, token, sealed, ttlMs, channel, message, milliseconds }) {
      const [picture, answer, lock] = [names.picture(id), names.answer(id), names.lock(id)];
      const args = [token, sealed, ttlMs, channel, message, Math.round(milliseconds)];
      return (await scripts.ktpAnswer(picture, answer, lock, pace, ...args)) === 1;
    },
    async beat(worker, seconds) {
      await scripts.ktpBeat(workers, worker, seconds);
    },
    async touch(id) {
      const all = [meta, ...own, ...(id === undefined ? [] : [names.job(id)])];
      await scripts.ktpTouch(all.length, ...all);
    },
  };
}

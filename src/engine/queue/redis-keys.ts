import { createHash } from 'node:crypto';
import type { QueueOptions } from './options.js';

/** Of what gateways and workers tell each other; those of another version do not meet. */
const VERSION = 1;

/** The names of everything in Redis. BullMQ makes its own of `prefix` and `queue`; none says anything of a card. */
export interface RedisKeys {
  readonly prefix: string;
  readonly queue: string;
  /** BullMQ's own record of a job: when it was put there, and how often it was started. */
  job(id: string): string;
  /** BullMQ's sign that a worker has the job. */
  lock(id: string): string;
  /** A picture, sealed: there as long as somebody waits for its reading. */
  picture(id: string): string;
  /** The outcome of a reading, sealed. */
  answer(id: string): string;
  /** Where a gateway hears of its pictures. */
  channel(gateway: string): string;
  /** The workers that live, and how many threads each has. */
  readonly workers: string;
  /** How many pictures were read lately, and in how many milliseconds. */
  readonly pace: string;
  /** What BullMQ keeps of the queue as a whole. */
  readonly own: readonly string[];
  readonly wait: string;
  readonly prioritized: string;
  readonly meta: string;
}

/** The keys of a queue of this name. */
export function redisKeys({ name, key }: Pick<QueueOptions, 'name' | 'key'>): RedisKeys {
  // Tells keys apart without telling anything of them: they are random.
  const keyId = createHash('sha256').update('ktp queue key').update(key).digest('hex').slice(0, 8);
  const queue = `v${VERSION}-${keyId}`;
  const base = `${name}:${queue}`;
  const own = ['wait', 'active', 'prioritized', 'pc', 'meta', 'id', 'events', 'marker', 'stalled', 'delayed'];
  return {
    prefix: name,
    queue,
    job: (id) => `${base}:${id}`,
    lock: (id) => `${base}:${id}:lock`,
    picture: (id) => `${base}:${id}:picture`,
    answer: (id) => `${base}:${id}:answer`,
    channel: (gateway) => `${base}:to:${gateway}`,
    workers: `${base}:workers`,
    pace: `${base}:pace`,
    own: own.map((part) => `${base}:${part}`),
    wait: `${base}:wait`,
    prioritized: `${base}:prioritized`,
    meta: `${base}:meta`,
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Engine, Reading } from '../../../src/engine/engine.js';
import type { CardImage } from '../../../src/engine/image/probe.js';
import { createQueueEngine, type QueueEngineOptions } from '../../../src/engine/queue/engine.js';
import { createQueueWorker, type QueueWorker } from '../../../src/engine/queue/worker.js';
import { ALL_FIELDS, type FieldName } from '../../../src/ktp/field.js';
import { rawFields } from '../../../src/ktp/raw.js';
import { until } from '../../support/process.js';
import type { RedisServer } from '../../support/redis.js';

export const KEY = Buffer.from('00112233445566778899aabbccddeeff'.repeat(2), 'hex');

/** Long enough for a machine that is busy with much else. */
export const STALLED_MS = 2000;

export function named(name: string): Reading {
  return {
    engine: 'EMBEDDED',
    pricing: 'FREE',
    transactionId: null,
    raw: rawFields({ name }),
    issue: null,
    evidence: {},
    nikRunnerUp: null,
    quality: null,
  };
}

export function image(text: string): CardImage {
  return { bytes: Buffer.from(text), mimeType: 'image/png', width: 640, height: 400 };
}

type Asked = {
  readonly image: CardImage;
  readonly wanted: ReadonlySet<FieldName>;
  readonly signal: AbortSignal;
};

/** What a worker reads with: it does as it is told, and keeps what it was asked. */
export class ToldReader implements Engine {
  readonly name = 'EMBEDDED';
  readonly asked: Asked[] = [];
  act: (asked: Asked) => Promise<Reading> | Reading = ({ image }) => named(image.bytes.toString());

  async read(image: CardImage, wanted: ReadonlySet<FieldName>, signal: AbortSignal): Promise<Reading> {
    const asked = { image, wanted, signal };
    this.asked.push(asked);
    return this.act(asked);
  }

  get texts(): string[] {
    return this.asked.map(({ image }) => image.bytes.toString());
  }

  async ready() {}
  state() {
    return { able: true, waiting: 0, reading: 0, workers: 1 };
  }
  async close() {}
}

/** Reads until it is told to stop. */
export function hold({ signal }: Pick<Asked, 'signal'>): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Gateways and workers in one process, with one Redis between them. */
export class Machines {
  readonly #redis: RedisServer;
  readonly #engines: Engine[] = [];
  readonly #workers: QueueWorker[] = [];
  /** Of all workers. */
  readonly faults: unknown[] = [];
  /** How readings of workers ended. */
  readonly outcomes: string[] = [];

  constructor(redis: RedisServer) {
    this.#redis = redis;
  }

  async gateway(options: Partial<QueueEngineOptions> = {}): Promise<Engine> {
    const engine = createQueueEngine({
      redisUrl: this.#redis.url,
      name: 'ktp-test',
      key: KEY,
      stalledMs: STALLED_MS,
      maxQueue: 16,
      queueTimeoutMs: 20_000,
      timeoutMs: 20_000,
      ...options,
    });
    this.#engines.push(engine);
    await engine.ready();
    return engine;
  }

  worker(reader: Engine, options: { threads?: number; key?: Buffer } = {}): QueueWorker {
    const worker = createQueueWorker({
      redisUrl: this.#redis.url,
      name: 'ktp-test',
      key: KEY,
      stalledMs: STALLED_MS,
      engine: reader,
      threads: 1,
      onFault: (error) => this.faults.push(error),
      onReading: (outcome) => this.outcomes.push(outcome),
      ...options,
    });
    this.#workers.push(worker);
    worker.start();
    return worker;
  }

  async close(): Promise<void> {
    await Promise.all(this.#engines.splice(0).map((engine) => engine.close()));
    await Promise.all(this.#workers.splice(0).map((worker) => Promise.race([worker.close(), wait(2000)])));
  }
}

export const NEVER = new AbortController().signal;

export function read(
  engine: Engine,
  text: string,
  { signal = NEVER, urgency = 'INTERACTIVE' as 'INTERACTIVE' | 'BATCH', wanted = ALL_FIELDS } = {},
): Promise<Reading> {
  return engine.read(image(text), wanted, signal, undefined, urgency);
}

/** What is kept of the queue as a whole, which says nothing of any picture; all of it ends by itself. */
const OF_THE_QUEUE =
  /^ktp-test:v1-[0-9a-f]{8}:(?:meta|events|id|marker|pc|pace|workers|stalled|stalled-check)$/;

/** What of any picture is in Redis. */
export async function leftovers(redis: RedisServer): Promise<string[]> {
  const all = await redis.dump();
  return all
    .filter(({ key, pttl }) => !OF_THE_QUEUE.test(key) || pttl < 0)
    .map(({ key, pttl }) => `${key} ${pttl}`);
}

export async function nothingLeft(redis: RedisServer): Promise<void> {
  await until(async () => (await leftovers(redis)).length === 0);
}

import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { attempted, connectRedis } from '../../redis/redis.js';
import { type RedisTrouble, type RedisUse, troubleOf, watchUse } from '../../redis/redis-use.js';
import { SealedBox } from '../../redis/sealed-box.js';
import type { Urgency } from '../engine.js';
import { ServiceBusyError, UpstreamError } from '../errors.js';
import type { Outcome } from '../outcome.js';
import { decodeOutcome, encodeOrder, type Order } from './message.js';
import type { QueueOptions } from './options.js';
import { PendingReading } from './pending-reading.js';
import { type RedisKeys, redisKeys } from './redis-keys.js';
import { type Commands, commandsOf } from './scripts.js';

/** Until the queue was looked at. */
const NO_LOAD: Load = { waiting: { INTERACTIVE: 0, BATCH: 0 }, threads: 0, typicalMs: null };
/** BullMQ takes those without a priority first. */
const PRIORITIES: Readonly<Record<Urgency, number>> = { INTERACTIVE: 0, BATCH: 1 };
/** A picture that Redis forgot so often is given up. */
const MAX_PLACES = 4;
/** Between looks at the queue, at most. */
const LOOK_MS = 1000;
/** What a client is told to wait if the queue takes no picture. */
const RETRY_SECONDS = 5;

/** Redis is away, or does not do what it is asked. */
export class QueueAwayError extends UpstreamError {
  constructor(cause?: unknown) {
    super({ message: 'The queue of pictures cannot be reached; try again in a moment.', cause });
  }
}

/** Redis is there, and takes nothing: the picture was not read, and may be sent again. */
function unusable(): ServiceBusyError {
  return new ServiceBusyError({
    message: 'The queue accepts no pictures at the moment; try again later.',
    retryAfterSeconds: RETRY_SECONDS,
  });
}

/** What is to be read, and who is there to read it. */
export interface Load {
  /** Pictures that wait before one that somebody waits for at a screen, and before one of a batch. */
  readonly waiting: Readonly<Record<Urgency, number>>;
  /** Of all workers. */
  readonly threads: number;
  /** What a picture lately took a thread; null where none was read lately. */
  readonly typicalMs: number | null;
}

/**
 * A gateway's side of the queue. A picture lies in Redis, sealed, on a lease that is renewed as long as somebody waits for its
 * reading: deadline, leaving, and the death of the gateway are all one to a worker, the picture is gone. Whatever message is
 * lost, looking once a second finds the answer, or that the picture must be put there again.
 */
export class QueueClient {
  /** As last seen. */
  load: Load = NO_LOAD;
  readonly #redis: Redis;
  readonly #ears: Redis;
  readonly #use: RedisUse;
  readonly #queue: Queue;
  readonly #commands: Commands;
  readonly #names: RedisKeys;
  readonly #seal: SealedBox;
  readonly #leaseMs: number;
  readonly #id = randomUUID();
  readonly #placed = new Map<string, PendingReading>();
  readonly #timer: NodeJS.Timeout;
  #lastSeen = performance.now();
  #looking = false;

  constructor(options: QueueOptions) {
    this.#names = redisKeys(options);
    this.#seal = new SealedBox(options.key);
    this.#leaseMs = 2 * options.stalledMs;
    // That they are lost is told by the gateway's own connection.
    this.#redis = connectRedis(options.redisUrl, () => {});
    this.#ears = connectRedis(options.redisUrl, () => {});
    this.#use = watchUse(this.#redis, this.#names.prefix, options.onEviction);
    this.#commands = commandsOf(this.#redis, this.#names);
    // Loaded by who has a queue: every other start would wait for it.
    const bullmq: typeof import('bullmq') = createRequire(import.meta.url)('bullmq');
    this.#queue = new bullmq.Queue(this.#names.queue, {
      connection: this.#redis,
      prefix: this.#names.prefix,
      skipVersionCheck: true,
      skipMetasUpdate: true,
    });
    this.#queue.on('error', () => {});
    this.#ears.on('ready', () => {
      this.#ears.subscribe(this.#names.channel(this.#id)).then(
        () => this.#look(),
        () => {},
      );
    });
    this.#ears.on('message', (_, message) => void this.#hear(message));
    this.#timer = setInterval(() => void this.#look(), Math.min(LOOK_MS, this.#leaseMs / 4));
  }

  /** Whether a picture can be put on the queue, and its answer heard of. */
  get connected(): boolean {
    return this.trouble === null && this.#ears.status === 'ready';
  }

  /** Why nothing can be put on the queue. */
  get trouble(): RedisTrouble | null {
    return this.#use.trouble;
  }

  get waiting(): number {
    return [...this.#placed.values()].filter(({ begun }) => !begun).length;
  }

  get reading(): number {
    return this.#placed.size - this.waiting;
  }

  /**
   * Resolves when there is a connection, or it is clear that there is none now.
   * @throws Error where Redis refuses the credentials
   */
  async ready(): Promise<void> {
    await Promise.all([attempted(this.#redis), attempted(this.#ears)]);
    await this.#look();
  }

  /** @throws QueueAwayError */
  async measure(): Promise<Load> {
    const [interactive = 0, batch = 0, threads = 0, read = 0, ms = 0] = await this.#reached(() =>
      this.#commands.load(),
    );
    this.load = {
      waiting: { INTERACTIVE: interactive, BATCH: interactive + batch },
      threads,
      typicalMs: read === 0 ? null : ms / read,
    };
    return this.load;
  }

  /**
   * Puts a picture on the queue. The caller must `withdraw` it in the end.
   * @throws QueueAwayError
   */
  async place(order: Order, urgency: Urgency): Promise<PendingReading> {
    const placed = new PendingReading(encodeOrder(order), urgency);
    await this.#reached(() => this.#put(placed));
    return placed;
  }

  /** Nobody waits for it any more; what is left of it in Redis is removed now, or when its lease ends. */
  async withdraw(placed: PendingReading): Promise<void> {
    this.#placed.delete(placed.id);
    if (placed.done) return;
    await this.#remove(placed.id).catch(() => {});
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#use.close();
    await this.#queue.close().catch(() => {});
    this.#redis.disconnect();
    this.#ears.disconnect();
  }

  async #put(placed: PendingReading): Promise<void> {
    const id = randomUUID();
    placed.move(id);
    const { picture } = this.#names;
    await this.#redis.set(picture(id), this.#seal.close(placed.encoded, picture(id)), 'PX', this.#leaseMs);
    try {
      await this.#queue.add(
        'read',
        { to: this.#id },
        {
          jobId: id,
          priority: PRIORITIES[placed.urgency],
          removeOnComplete: true,
          removeOnFail: true,
          stackTraceLimit: 0,
        },
      );
      this.#placed.set(id, placed);
      await this.#commands.touch(id);
    } catch (error) {
      // It may have come about nevertheless.
      this.#placed.delete(id);
      await this.#remove(id).catch(() => {});
      throw error;
    }
  }

  async #remove(id: string): Promise<void> {
    await this.#redis.del(this.#names.picture(id), this.#names.answer(id));
    await this.#queue.remove(id);
  }

  /** `started:<id>` or `answered:<id>`. */
  async #hear(message: string): Promise<void> {
    const [what, id = ''] = message.split(':');
    const placed = this.#placed.get(id);
    if (placed === undefined) return;
    if (what === 'started') placed.begin();
    else await this.#fetch(placed).catch(() => {});
  }

  /** The answer, where there is one. */
  async #fetch(placed: PendingReading): Promise<boolean> {
    const { id } = placed;
    const key = this.#names.answer(id);
    const sealed = await this.#redis.getBuffer(key);
    if (sealed === null) return false;
    this.#placed.delete(id);
    placed.settle(this.#open(sealed, key));
    await this.#redis.del(key).catch(() => {});
    return true;
  }

  #open(sealed: Buffer, key: string): Outcome | UpstreamError {
    try {
      return decodeOutcome(this.#seal.open(sealed, key));
    } catch (cause) {
      return new UpstreamError({ message: 'The answer of a worker cannot be decrypted.', cause });
    }
  }

  /** Renews the leases, and finds what was missed or lost. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.measure();
      await Promise.all([...this.#placed.values()].map((placed) => this.#renew(placed)));
      this.#lastSeen = performance.now();
    } catch (error) {
      const away = performance.now() - this.#lastSeen > this.#leaseMs;
      for (const placed of away ? this.#placed.values() : []) this.#giveUp(placed, new QueueAwayError(error));
    } finally {
      this.#looking = false;
    }
  }

  /** In this order: an answer is there before its picture goes, and the picture before its job. */
  async #renew(placed: PendingReading): Promise<void> {
    const { id } = placed;
    const [job, picture] = await Promise.all([
      this.#redis.exists(this.#names.job(id)),
      this.#redis.pexpire(this.#names.picture(id), this.#leaseMs),
    ]);
    if ((job === 1 && picture === 1) || !this.#placed.has(id)) return;
    if (await this.#fetch(placed)) return;
    if (!this.#placed.delete(id)) return;
    if (placed.places >= MAX_PLACES) {
      return placed.settle(new UpstreamError({ message: 'The queue lost the picture several times.' }));
    }
    await this.#remove(id).catch(() => {});
    await this.#put(placed).catch((error) => {
      // Looked for again, found missing, and put there once more.
      this.#placed.set(placed.id, placed);
      throw error;
    });
  }

  #giveUp(placed: PendingReading, error: UpstreamError): void {
    this.#placed.delete(placed.id);
    placed.settle(error);
  }

  async #reached<T>(step: () => Promise<T>): Promise<T> {
    if (this.trouble !== null && this.trouble !== 'REDIS_AWAY') throw unusable();
    if (!this.connected) throw new QueueAwayError();
    try {
      return await step();
    } catch (error) {
      if (troubleOf(error) !== null) throw unusable();
      throw new QueueAwayError(error);
    }
  }
}

import { randomUUID } from 'node:crypto';
import { type Job, Worker } from 'bullmq';
import { attempted, connectRedis, PATIENT } from '../../redis/redis.js';
import { type RedisTrouble, watchUse } from '../../redis/redis-use.js';
import { SealedBox } from '../../redis/sealed-box.js';
import type { Engine } from '../engine.js';
import { ServiceBusyError, type StatusCode } from '../errors.js';
import { type Outcome, outcomeOf } from '../outcome.js';
import { decodeOrder, encodeOutcome } from './message.js';
import type { QueueOptions } from './options.js';
import { redisKeys } from './redis-keys.js';
import { commandsOf } from './scripts.js';

export interface QueueWorkerOptions extends QueueOptions {
  /** What reads. */
  readonly engine: Engine;
  /** Pictures read at once. */
  readonly threads: number;
  /** Told of faults of ours, and when Redis is lost. */
  readonly onFault: (error: unknown) => void;
  /** Told how every reading ended. */
  readonly onReading: (outcome: StatusCode | 'CANCELLED', milliseconds: number) => void;
}

export interface QueueWorker {
  /** Why it gets no pictures, or cannot answer them. */
  readonly trouble: RedisTrouble | null;
  /**
   * Resolves when there is a connection, or it is clear that there is none now: it takes pictures as soon as there is.
   * @throws Error where Redis refuses the credentials
   */
  ready(): Promise<void>;
  /** Takes pictures from now on. */
  start(): void;
  /** Takes no more, and resolves when those that are being read have been answered. */
  close(): Promise<void>;
}

const OUTCOMES: Readonly<Record<Outcome['kind'], StatusCode>> = {
  reading: 'SUCCESS',
  'no-card': 'OCR_NO_RESULT',
  undecodable: 'IMAGE_INVALID_FORMAT',
  failed: 'ERROR',
};

/** A picture that workers died of so often is given up. */
const MAX_STARTS = 3;
/** How often a worker looks whether anybody still waits for what it reads, and says that it lives. */
const BEAT_MS = 500;
const BEAT_SECONDS = 5;

/** One that takes pictures from the queue and has them read. */
export function createQueueWorker(options: QueueWorkerOptions): QueueWorker {
  const { redisUrl, key, stalledMs, engine, threads, onFault, onReading } = options;
  const names = redisKeys(options);
  const seal = new SealedBox(key);
  const redis = connectRedis(redisUrl, onFault, PATIENT);
  const use = watchUse(redis, names.prefix, options.onEviction);
  const commands = commandsOf(redis, names);
  const reading = new Map<string, AbortController>();
  const self = `${randomUUID()}:${threads}`;
  let timer: NodeJS.Timeout | undefined;
  let [beating, closing] = [false, false];

  async function work(job: Job<{ to: string }>, token = ''): Promise<void> {
    const id = job.id ?? '';
    const channel = names.channel(job.data.to);
    const [sealed] = await Promise.all([
      redis.getBuffer(names.picture(id)),
      redis.publish(channel, `started:${id}`),
    ]);
    // The gateway that put it there left, or died.
    if (sealed === null) return;
    const started = performance.now();
    const answer = await read(id, sealed, job.attemptsStarted);
    const milliseconds = performance.now() - started;
    onReading(answer === null ? 'CANCELLED' : OUTCOMES[answer.kind], Math.round(milliseconds));
    if (answer === null) return;
    await commands.answer({
      id,
      token,
      sealed: seal.close(encodeOutcome(answer), names.answer(id)),
      ttlMs: 2 * stalledMs,
      channel,
      message: `answered:${id}`,
      milliseconds,
    });
  }

  /** Null where it was called off, or is for another worker. */
  async function read(id: string, sealed: Buffer, starts: number): Promise<Outcome | null> {
    if (starts > MAX_STARTS) return { kind: 'failed', message: 'The reader failed on this picture.' };
    const controller = new AbortController();
    reading.set(id, controller);
    try {
      const { image, wanted } = decodeOrder(seal.open(sealed, names.picture(id)));
      return { kind: 'reading', reading: await engine.read(image, wanted, controller.signal) };
    } catch (error) {
      // What this worker has no room or no time for, another may read: its gateway puts it there again.
      if (controller.signal.aborted || error instanceof ServiceBusyError) return null;
      const answer = outcomeOf(error);
      if (answer.kind === 'failed') onFault(error);
      return answer;
    } finally {
      reading.delete(id);
    }
  }

  async function beat(): Promise<void> {
    if (beating || redis.status !== 'ready') return;
    beating = true;
    try {
      await Promise.all([
        closing ? redis.zrem(names.workers, self) : commands.beat(self, BEAT_SECONDS),
        commands.touch(),
        ...[...reading].map(async ([id, controller]) => {
          if ((await redis.exists(names.picture(id))) === 0) controller.abort();
        }),
      ]);
    } catch (error) {
      onFault(error);
    } finally {
      beating = false;
    }
  }

  /** BullMQ keeps the message of what is thrown, and passes it on. */
  async function process(job: Job<{ to: string }>, token?: string): Promise<void> {
    try {
      await work(job, token);
    } catch (error) {
      onFault(error);
      throw new Error('The reading failed.');
    }
  }

  const worker = new Worker<{ to: string }>(names.queue, process, {
    connection: redis,
    prefix: names.prefix,
    autorun: false,
    concurrency: threads,
    lockDuration: stalledMs,
    stalledInterval: Math.ceil(stalledMs / 2),
    // How often it was started is judged when it is started, where there is somebody to give the answer to.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    skipVersionCheck: true,
  });
  // Lost connections are told of by the connection itself; a lost lock is no fault: another worker has the picture.
  worker.on('error', () => {});

  return {
    get trouble() {
      return use.trouble;
    },
    ready: () => attempted(redis),
    start() {
      worker.run().catch(onFault);
      timer = setInterval(() => void beat(), BEAT_MS);
      void beat();
    },
    async close() {
      closing = true;
      void beat();
      await worker.close();
      clearInterval(timer);
      use.close();
      redis.disconnect();
    },
  };
}

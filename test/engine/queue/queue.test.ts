import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ImageInvalidFormatError,
  OcrKtpError,
  OcrNoResultError,
  ServiceBusyError,
  UpstreamError,
} from '../../../src/engine/errors.js';
import { withFallback } from '../../../src/engine/fallback.js';
import type { ImageQuality } from '../../../src/engine/image/quality.js';
import { isQueueUnable } from '../../../src/engine/queue/engine.js';
import type { FieldName } from '../../../src/ktp/field.js';
import { until } from '../../support/process.js';
import { HAS_REDIS, RedisServer } from '../../support/redis.js';
import {
  hold,
  image,
  KEY,
  leftovers,
  Machines,
  NEVER,
  named,
  nothingLeft,
  read,
  STALLED_MS,
  ToldReader,
} from './support.js';

const QUALITY: ImageQuality = {
  width: 640,
  height: 400,
  bytes: 5,
  mimeType: 'image/png',
  sharpness: 0.4,
  brightness: 0.7,
  contrast: 0.7,
  glare: 0,
  skewDegrees: 3,
  colour: 0.2,
  cardWidth: 500,
  hints: ['DAMAGED', 'BLURRED', 'CARD_CUT_OFF'],
};

const failure = (reading: Promise<unknown>) =>
  reading.then(
    () => {
      throw new Error('The picture was read.');
    },
    (error: OcrKtpError) => error,
  );

describe.skipIf(!HAS_REDIS)('the queue', () => {
  let redis: RedisServer;
  let machines: Machines;
  let client: Redis;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());
  beforeEach(() => {
    machines = new Machines(redis);
    client = new Redis(redis.url);
    client.on('error', () => {});
  });
  afterEach(async () => {
    await machines.close();
    await client.flushall();
    client.disconnect();
  });
  const running = (reader: ToldReader, times: number) => until(() => reader.asked.length === times);

  describe('what crosses it', () => {
    it('is the picture, what is wanted of it, and the reading, unchanged', async () => {
      const reader = new ToldReader();
      const reading = {
        ...named('SITI'),
        damaged: true,
        evidence: { NIK: { text: '1', confidence: 0.1, boundingBox: null } },
      };
      reader.act = () => reading;
      machines.worker(reader);
      const engine = await machines.gateway();
      const bytes = Buffer.from(Array.from({ length: 2_000_000 }, (_, i) => (i * 7919) % 256));
      const facts = { mimeType: 'image/jpeg' as const, width: 4000, height: 3000 };
      const wanted = new Set<FieldName>(['NIK', 'NAME']);
      expect(await engine.read({ bytes, ...facts }, wanted, NEVER)).toEqual(reading);
      const { bytes: arrived, ...rest } = reader.asked[0]?.image ?? image('');
      expect(arrived.equals(bytes)).toBe(true);
      expect(rest).toEqual(facts);
      expect(reader.asked[0]?.wanted).toEqual(wanted);
      expect(machines.outcomes).toEqual(['SUCCESS']);
    });

    it('is judged by the thresholds of the gateway', async () => {
      const reader = new ToldReader();
      reader.act = () => ({ ...named('SITI'), quality: QUALITY });
      machines.worker(reader);
      const engine = await machines.gateway({ quality: { minSharpness: 0.3, minCardWidth: 600 } });
      expect((await read(engine, 'a')).quality).toEqual({
        ...QUALITY,
        hints: ['DAMAGED', 'TOO_SMALL', 'CARD_CUT_OFF'],
      });
      reader.act = () => {
        throw new OcrNoResultError({
          message: 'No KTP.',
          quality: { ...QUALITY, skewDegrees: null, cardWidth: null },
        });
      };
      const error = (await failure(read(engine, 'b'))) as OcrNoResultError;
      expect(error.quality?.hints).toEqual(['DAMAGED', 'NOT_A_CARD']);
    });

    it('are the errors of the picture, free of charge', async () => {
      const reader = new ToldReader();
      machines.worker(reader);
      const engine = await machines.gateway();
      reader.act = () => {
        throw new OcrNoResultError({ message: 'No KTP was found in the picture.', quality: null });
      };
      const none = await failure(read(engine, 'a'));
      expect(none).toBeInstanceOf(OcrNoResultError);
      expect([none.message, none.pricing]).toEqual(['No KTP was found in the picture.', 'FREE']);
      reader.act = () => {
        throw new ImageInvalidFormatError({ message: 'cut off', detectedType: 'image/png' });
      };
      const broken = await failure(read(engine, 'b'));
      expect(broken).toBeInstanceOf(ImageInvalidFormatError);
      expect(broken).toMatchObject({ message: 'cut off', detectedType: 'image/png', pricing: 'FREE' });
    });

    it('is of a fault only that there was one; the worker tells the rest to its log', async () => {
      const fault = new Error('cannot read 3171066008780011 HESTI');
      const reader = new ToldReader();
      reader.act = () => {
        throw fault;
      };
      machines.worker(reader);
      const error = await failure(read(await machines.gateway(), 'a'));
      expect(error).toBeInstanceOf(UpstreamError);
      expect(error.message).toBe('The reader failed unexpectedly.');
      expect(machines.faults).toEqual([fault]);
      expect(machines.outcomes).toEqual(['ERROR']);
    });

    it('arrives although the message of it is lost', async () => {
      const reader = new ToldReader();
      let finish = () => {};
      reader.act = () =>
        new Promise((resolve) => {
          finish = () => resolve(named('SITI'));
        });
      machines.worker(reader);
      const reading = read(await machines.gateway(), 'a');
      await running(reader, 1);
      await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      finish();
      expect((await reading).raw.name).toBe('SITI');
      await nothingLeft(redis);
    });
  });

  describe('Redis', () => {
    const secrets = (text: string) => {
      const bytes = Buffer.from(text);
      return [text, text.toUpperCase(), bytes.toString('base64').slice(0, -4), bytes.toString('hex')];
    };
    const found = async (text: string) => {
      const all = (await redis.dump()).map(({ key, bytes }) => key + bytes.toString('latin1')).join('\n');
      return secrets(text).filter((secret) => all.includes(secret));
    };

    it('holds a picture only sealed and for a moment, and nothing of it afterwards', async () => {
      const text = 'the picture of 3171066008780011 HESTI';
      const reader = new ToldReader();
      let finish = () => {};
      reader.act = () =>
        new Promise((resolve) => {
          finish = () => resolve(named(text));
        });
      machines.worker(reader);
      const engine = await machines.gateway();
      const reading = read(engine, text);
      await running(reader, 1);
      const during = await redis.dump();
      const picture = during.find(({ key }) => key.endsWith(':picture'));
      expect(picture?.bytes.length).toBeGreaterThan(text.length);
      expect(picture?.pttl).toBeGreaterThan(0);
      expect(picture?.pttl).toBeLessThanOrEqual(2 * STALLED_MS);
      expect(await found(text)).toEqual([]);
      // All that BullMQ knows of it.
      const job = during.find(({ key, type }) => type === 'hash' && /[0-9a-f]{12}$/.test(key));
      const record = JSON.parse(job?.bytes.toString() ?? '{}');
      expect([record.name, Object.keys(JSON.parse(record.data))]).toEqual(['read', ['to']]);
      expect(job?.pttl).toBeGreaterThan(0);
      finish();
      await reading;
      expect(await found(text)).toEqual([]);
      await nothingLeft(redis);
    });

    it('would be caught with something readable, or left', async () => {
      await client.set('ktp-test:v1-00112233:a:picture', 'cipher HESTI', 'PX', 60_000);
      await client.set('ktp-test:v1-00112233:meta', 'without an end');
      expect(await found('HESTI')).toContain('HESTI');
      expect((await leftovers(redis)).map((line) => line.split(' ')[0])).toEqual([
        'ktp-test:v1-00112233:a:picture',
        'ktp-test:v1-00112233:meta',
      ]);
    });

    it.each(['no card', 'a fault', 'time is up'])('holds nothing after %s', async (how) => {
      const reader = new ToldReader();
      reader.act = (asked) => {
        if (how === 'no card') throw new OcrNoResultError({ message: 'No KTP.', quality: null });
        if (how === 'a fault') throw new Error('HESTI');
        return hold(asked);
      };
      machines.worker(reader);
      const engine = await machines.gateway({ timeoutMs: 200 });
      expect(await failure(read(engine, 'HESTI'))).toBeInstanceOf(OcrKtpError);
      expect(await found('HESTI')).toEqual([]);
      await nothingLeft(redis);
    });

    it('cannot pass one picture off as another, nor a changed one', async () => {
      const reader = new ToldReader();
      reader.act = hold;
      machines.worker(reader);
      const engine = await machines.gateway({ timeoutMs: 3000 });
      const first = failure(read(engine, 'first'));
      await running(reader, 1);
      const [one, two] = [failure(read(engine, 'one')), failure(read(engine, 'two'))];
      await until(async () => (await client.keys('*:picture')).length === 3);
      const keys = await client.keys('*:picture');
      const pictures = await Promise.all(keys.map((key) => client.getBuffer(key)));
      for (const [i, key] of keys.entries()) await client.set(key, pictures.at(i - 1) ?? '', 'PX', 9000);
      reader.act = () => named('never');
      expect((await first).message).toBe('The reader took too long over this picture.');
      for (const each of [one, two]) expect((await each).message).toBe('The reader failed unexpectedly.');
      expect(reader.texts).toEqual(['first']);
    });

    it('keeps those apart who have different keys', async () => {
      const stranger = new ToldReader();
      machines.worker(stranger, { key: Buffer.from(KEY).fill(7) });
      const engine = await machines.gateway({ queueTimeoutMs: 700 });
      expect(await failure(read(engine, 'a'))).toBeInstanceOf(ServiceBusyError);
      expect(stranger.asked).toEqual([]);
      expect(engine.state().able).toBe(false);
    });
  });

  describe('a caller who leaves', () => {
    it('takes a waiting picture along', async () => {
      const engine = await machines.gateway();
      const leave = new AbortController();
      const reading = failure(read(engine, 'a', { signal: leave.signal }));
      await until(async () => (await client.keys('*:picture')).length === 1);
      leave.abort(new Error('gone'));
      expect((await reading).message).toBe('gone');
      await nothingLeft(redis);
      const reader = new ToldReader();
      machines.worker(reader);
      await read(engine, 'b');
      expect(reader.texts).toEqual(['b']);
    });

    it('stops the worker that reads it', async () => {
      const reader = new ToldReader();
      reader.act = hold;
      machines.worker(reader);
      const engine = await machines.gateway();
      const leave = new AbortController();
      const reading = failure(read(engine, 'a', { signal: leave.signal }));
      await running(reader, 1);
      leave.abort(new Error('gone'));
      expect((await reading).message).toBe('gone');
      await until(() => machines.outcomes.length === 1);
      expect(machines.outcomes).toEqual(['CANCELLED']);
      expect(reader.asked[0]?.signal.aborted).toBe(true);
      await nothingLeft(redis);
    });
  });

  describe('a deadline', () => {
    it('ends the waiting for a worker, with the seconds after which to try again', async () => {
      const engine = await machines.gateway({ queueTimeoutMs: 1500 });
      const error = (await failure(read(engine, 'a'))) as ServiceBusyError;
      expect(error).toBeInstanceOf(ServiceBusyError);
      expect(error.message).toBe('The picture waited too long for a worker; try again later.');
      // Nobody is there: as long as it is ready to wait.
      expect(error.retryAfterSeconds).toBe(2);
      await nothingLeft(redis);
    });

    it('ends a reading, and stops the worker', async () => {
      const reader = new ToldReader();
      reader.act = hold;
      machines.worker(reader);
      const error = await failure(read(await machines.gateway({ timeoutMs: 300 }), 'a'));
      expect(error).toBeInstanceOf(UpstreamError);
      expect(error.message).toBe('The reader took too long over this picture.');
      await until(() => reader.asked[0]?.signal.aborted === true);
      await nothingLeft(redis);
    });
  });

  describe('pictures that wait', () => {
    it('are read in their order, those of batches after all others', async () => {
      const engine = await machines.gateway();
      const readings: Promise<unknown>[] = [];
      for (const text of ['batch 1', 'batch 2', 'single 1', 'batch 3', 'single 2']) {
        const urgency = text.startsWith('batch') ? 'BATCH' : 'INTERACTIVE';
        readings.push(read(engine, text, { urgency }));
        await until(async () => (await client.keys('*:picture')).length === readings.length);
        // On the queue, not only in Redis.
        await until(async () => {
          const [wait, rest] = await Promise.all([client.keys('*:wait'), client.keys('*:prioritized')]);
          const counts = [...wait.map((key) => client.llen(key)), ...rest.map((key) => client.zcard(key))];
          return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0) === readings.length;
        });
      }
      expect(engine.state()).toMatchObject({ waiting: 5, reading: 0 });
      const reader = new ToldReader();
      machines.worker(reader);
      await Promise.all(readings);
      expect(reader.texts).toEqual(['single 1', 'single 2', 'batch 1', 'batch 2', 'batch 3']);
    });

    it('wait in no greater number than told, however many come in one moment', async () => {
      const reader = new ToldReader();
      reader.act = hold;
      machines.worker(reader);
      const engine = await machines.gateway({ maxQueue: 3 });
      await until(() => engine.state().workers === 1);
      const leave = new AbortController();
      const held = [read(engine, 'held', { signal: leave.signal }).catch(() => {})];
      await running(reader, 1);
      const busy: unknown[] = [];
      const wait = () =>
        read(engine, 'a', { signal: leave.signal }).catch((error) => {
          if (error instanceof ServiceBusyError) busy.push(error);
        });
      held.push(...Array.from({ length: 9 }, wait));
      await until(() => busy.length + engine.state().waiting === 9);
      expect([busy.length, engine.state().waiting]).toEqual([6, 3]);
      leave.abort(new Error('gone'));
      await Promise.all(held);
      await nothingLeft(redis);
    });

    it('are refused when there are too many, with the time it takes to read those there are', async () => {
      const reader = new ToldReader();
      reader.act = hold;
      machines.worker(reader, { threads: 2 });
      const leave = new AbortController();
      const [one, other] = [await machines.gateway({ maxQueue: 3 }), await machines.gateway({ maxQueue: 3 })];
      await until(() => one.state().workers === 2);
      const waits = (engine = one, urgency: 'INTERACTIVE' | 'BATCH' = 'INTERACTIVE') =>
        read(engine, 'a', { signal: leave.signal, urgency }).catch(() => {});
      const held = [waits(), waits(other)];
      await running(reader, 2);
      // The last ten took two seconds each.
      const [pace] = (await client.keys('*:workers')).map((key) => key.replace(/workers$/, 'pace'));
      await client
        .multi()
        .hset(pace as string, { read: 10, ms: 20_000 })
        .expire(pace as string, 60)
        .exec();
      held.push(waits(one, 'BATCH'), waits(other), waits(one));
      await until(() => one.state().waiting + other.state().waiting === 3);
      await until(
        async () =>
          (await failure(read(other, 'b', { urgency: 'BATCH', signal: AbortSignal.timeout(100) }))) instanceof
          ServiceBusyError,
      );
      // Four of two seconds each, two at a time.
      const busy = (await failure(read(one, 'b', { urgency: 'BATCH' }))) as ServiceBusyError;
      expect(busy).toBeInstanceOf(ServiceBusyError);
      expect(busy.message).toBe('Every worker is busy and the queue is full; try again later.');
      expect(busy.retryAfterSeconds).toBe(4);
      // Those of batches do not stand in the way of others.
      held.push(waits(other));
      await until(() => one.state().waiting + other.state().waiting === 4);
      await until(async () => (await client.llen((pace as string).replace(/pace$/, 'wait'))) === 3);
      const full = (await failure(read(one, 'c'))) as ServiceBusyError;
      expect(full.retryAfterSeconds).toBe(4);
      expect(reader.asked).toHaveLength(2);
      leave.abort(new Error('gone'));
      await Promise.all(held);
      await nothingLeft(redis);
    });
  });

  describe('without Redis', () => {
    afterEach(() => redis.start());

    it('readings fail at once with a clear error, until it is back', async () => {
      const engine = await machines.gateway();
      machines.worker(new ToldReader());
      await read(engine, 'a');
      await until(() => engine.state().able);
      await redis.kill();
      await until(() => !engine.state().able);
      const error = await failure(read(engine, 'b'));
      expect(error).toBeInstanceOf(UpstreamError);
      expect([error.message, error.retryable]).toEqual([
        'The queue of pictures cannot be reached; try again in a moment.',
        true,
      ]);
      await redis.start();
      await until(() => engine.state().able);
      expect((await read(engine, 'c')).raw.name).toBe('c');
    });

    it('a picture under way is read when it is back, though it forgot everything', async () => {
      const reader = new ToldReader();
      reader.act = (asked) => (reader.asked.length === 1 ? hold(asked) : named('SITI'));
      machines.worker(reader);
      const reading = read(await machines.gateway(), 'a');
      await running(reader, 1);
      await redis.kill();
      await redis.start();
      expect((await reading).raw.name).toBe('SITI');
      await nothingLeft(redis);
    });

    it('another engine reads where one is configured, but not what a worker failed on', async () => {
      const [reader, local] = [new ToldReader(), new ToldReader()];
      const codes: string[] = [];
      const queue = await machines.gateway();
      const engine = withFallback(queue, local, ({ code }) => codes.push(code), isQueueUnable);
      machines.worker(reader);
      reader.act = () => {
        throw new Error('a fault of the reader');
      };
      expect(await failure(read(engine, 'a'))).toBeInstanceOf(UpstreamError);
      expect([local.asked.length, codes]).toEqual([0, []]);
      await redis.kill();
      await until(() => !queue.state().able);
      expect((await read(engine, 'b')).raw.name).toBe('b');
      expect([local.texts, codes]).toEqual([['b'], ['ERROR']]);
      expect(engine.state().able).toBe(true);
      await redis.start();
    });

    it('a picture is given up when it stays away, or forgets it again and again', async () => {
      const reader = new ToldReader();
      reader.act = hold;
      machines.worker(reader);
      const engine = await machines.gateway();
      const lost = failure(read(engine, 'a'));
      for (let i = 1; i <= 4; i++) {
        await running(reader, i);
        await client.flushall();
      }
      expect((await lost).message).toBe('The queue lost the picture several times.');
      const away = failure(read(engine, 'b'));
      await running(reader, 5);
      await redis.kill();
      expect((await away).message).toBe('The queue of pictures cannot be reached; try again in a moment.');
      await redis.start();
    });
  });

  it('is closed when what is under way has been answered', async () => {
    const reader = new ToldReader();
    const ends: (() => void)[] = [];
    reader.act = ({ image: { bytes } }) =>
      new Promise((resolve) => {
        ends.push(() => resolve(named(bytes.toString())));
      });
    const worker = machines.worker(reader);
    const engine = await machines.gateway();
    const reading = read(engine, 'a');
    await running(reader, 1);
    const order: string[] = [];
    const closed = [
      worker.close().then(() => order.push('worker')),
      engine.close().then(() => order.push('gateway')),
      reading.then(() => order.push('reading')),
    ];
    expect(await failure(engine.read(image('b'), new Set(), NEVER))).toMatchObject({
      message: 'The server is shutting down.',
    });
    ends.forEach((end) => {
      end();
    });
    await Promise.all(closed);
    expect(order.indexOf('gateway')).toBeGreaterThan(order.indexOf('reading'));
  });
});

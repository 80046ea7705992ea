import { once } from 'node:events';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card } from '../../support/cards.js';
import { Connection, manyUploads, oneUpload } from '../../support/client.js';
import { compiled } from '../../support/compiled.js';
import { sendForParts } from '../../support/parts.js';
import { GatewayProcess, until } from '../../support/process.js';
import { HAS_REDIS, RedisServer } from '../../support/redis.js';
import { KEY, nothingLeft } from './support.js';

/** As in `workers/scripted.ts`, which this process must not load. */
const [SLOW, POISON, ENDLESS] = [301, 302, 303];
const READ = `mutation ($image: Upload!) { ocrKtp(image: $image) { __typename
  ... on OcrKtpSuccess { engine pricing card { name nik { number } } }
  ... on OcrKtpError { message pricing } } }`;
const CARDS = ['clean-woman', 'clean-man', 'mild'].map(card);
const NUMBERS = CARDS.map(({ printed }) => printed.idNumber);

/** A picture that no worker reads, but that does something to it. */
function told(width: number): Promise<Buffer> {
  return sharp({ create: { width, height: 256, channels: 3, background: '#808080' } })
    .jpeg()
    .toBuffer();
}

/** A part with cards in it. */
interface Streamed {
  readonly incremental?: readonly {
    readonly items: readonly {
      readonly result: { readonly card: { readonly nik: { readonly number: string } } };
    }[];
  }[];
}

interface Outcome {
  readonly __typename: string;
  readonly message?: string;
  readonly card?: { readonly name: string | null; readonly nik: { readonly number: string } | null };
}

describe.skipIf(!HAS_REDIS)('two gateways and three workers', () => {
  let redis: RedisServer;
  let environment: Record<string, string>;
  const gateways: { process: GatewayProcess; port: number }[] = [];
  let workers: GatewayProcess[] = [];
  const dead: GatewayProcess[] = [];
  /** Whether workers that die are started again, as what runs them would. */
  let supervised = true;
  let slow: Buffer;

  function startWorker(): GatewayProcess {
    const args = [compiled('test/engine/queue/worker-process.ts')];
    const worker = new GatewayProcess(environment, { args });
    workers.push(worker);
    void once(worker.child, 'exit').then(() => {
      workers = workers.filter((other) => other !== worker);
      dead.push(worker);
      if (supervised) startWorker();
    });
    return worker;
  }

  async function startGateway(): Promise<void> {
    const process = new GatewayProcess({ ...environment, ENGINE: 'queue' });
    const { port } = await process.ready();
    gateways.push({ process, port });
  }

  async function read(picture: Buffer, gateway = 0): Promise<Outcome> {
    const client = new Connection({ port: gateways[gateway]?.port ?? 0 });
    try {
      return (await client.upload(oneUpload(READ, picture))).json.data.ocrKtp;
    } finally {
      client.close();
    }
  }

  const allReady = () =>
    until(() => workers.length === 3 && workers.every((worker) => worker.out.includes('"ready"')));
  /** Pictures that a worker has. */
  const active = async () => (await redis.dump()).filter(({ key }) => key.endsWith(':lock')).length;
  const pidOf = ({ card: read }: Outcome) => Number(read?.name?.split(' ')[1]);
  const endings = (worker: GatewayProcess) =>
    worker
      .lines()
      .filter(({ msg }) => msg === 'reading')
      .map(({ outcome }) => outcome);

  beforeAll(async () => {
    redis = await RedisServer.start();
    slow = await told(SLOW);
    environment = {
      REDIS_URL: redis.url,
      QUEUE_KEY: KEY.toString('hex'),
      QUEUE_NAME: 'ktp-test',
      QUEUE_STALLED_SECONDS: '2',
      // The machine that tests may be busy with much else.
      OCR_QUEUE_TIMEOUT_SECONDS: '100',
      OCR_TIMEOUT_SECONDS: '100',
      LOG_LEVEL: 'debug',
    };
    for (let i = 0; i < 3; i++) startWorker();
    await Promise.all([startGateway(), startGateway()]);
    await allReady();
  });
  afterAll(async () => {
    supervised = false;
    for (const { process } of gateways) process.kill();
    for (const worker of workers) worker.kill();
    await redis.kill();
  });

  it('read cards right, whoever asks and whoever reads', async () => {
    const outcomes = await Promise.all(
      [0, 1].flatMap((gateway) => CARDS.map(({ picture }) => read(picture, gateway))),
    );
    expect(outcomes.map(({ card }) => card?.nik?.number)).toEqual([...NUMBERS, ...NUMBERS]);
    expect(outcomes[0]).toMatchObject({ __typename: 'OcrKtpSuccess', engine: 'EMBEDDED', pricing: 'FREE' });
    await nothingLeft(redis);
  });

  it('read a batch that streams, and drop what is left of it when its client leaves', async () => {
    const query = `mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { items @stream { result {
      ... on OcrKtpSuccess { card { nik { number } } } } } } }`;
    const url = `http://127.0.0.1:${gateways[1]?.port}`;
    const files = (pictures: readonly Buffer[]) =>
      manyUploads(
        query,
        pictures.map((bytes, index) => [`${index}.jpg`, bytes] as const),
      );
    const { parts } = await sendForParts(url, files(CARDS.map(({ picture }) => picture)), 'multipart/mixed');
    const numbers: unknown[] = [];
    for await (const { incremental = [] } of parts as AsyncIterable<Streamed>) {
      for (const { items } of incremental) numbers.push(items[0]?.result.card.nik.number);
    }
    expect(numbers).toEqual(NUMBERS);
    const slowOnes = [1, 2, 3, 4].map((number) => Buffer.concat([slow, Buffer.from([number])]));
    const left = await sendForParts(url, files(slowOnes), 'text/event-stream');
    await left.parts.next();
    await until(async () => (await active()) > 0);
    left.leave();
    await nothingLeft(redis);
  });

  it('lose nothing when a worker is killed in the middle of a reading', async () => {
    const readings = [read(slow), read(slow, 1), read(slow)];
    await until(async () => (await active()) === 3);
    const [victim] = workers;
    victim?.kill();
    const outcomes = await Promise.all(readings);
    expect(outcomes.map(({ __typename }) => __typename)).toEqual(Array(3).fill('OcrKtpSuccess'));
    expect(outcomes.map(pidOf)).not.toContain(victim?.child.pid);
    await nothingLeft(redis);
    await allReady();
  });

  it('lose nothing when a worker has to stop in the middle of a reading', async () => {
    const readings = [read(slow), read(slow, 1), read(slow)];
    await until(async () => (await active()) === 3);
    const [hasty] = workers;
    hasty?.signal('SIGUSR2');
    const outcomes = await Promise.all(readings);
    expect(outcomes.map(({ __typename }) => __typename)).toEqual(Array(3).fill('OcrKtpSuccess'));
    expect(outcomes.map(pidOf)).not.toContain(hasty?.child.pid);
    expect(await hasty?.end()).toBe(1);
    expect(hasty?.lines().filter(({ msg }) => msg === 'fault')).toEqual([]);
    await nothingLeft(redis);
    await allReady();
  });

  it('lose nothing when a worker stalls, which gives no second answer when it goes on', async () => {
    const readings = [read(slow), read(slow, 1), read(slow)];
    await until(async () => (await active()) === 3);
    const stalled = workers.at(-1);
    stalled?.signal('SIGSTOP');
    try {
      const outcomes = await Promise.all(readings);
      expect(outcomes.map(({ __typename }) => __typename)).toEqual(Array(3).fill('OcrKtpSuccess'));
      expect(outcomes.map(pidOf)).not.toContain(stalled?.child.pid);
      await nothingLeft(redis);
    } finally {
      stalled?.signal('SIGCONT');
    }
    // It works as before: three at once take three.
    const later = await Promise.all([read(slow), read(slow), read(slow)]);
    expect(new Set(later.map(pidOf))).toEqual(new Set(workers.map(({ child }) => child.pid)));
    await nothingLeft(redis);
  });

  it('end a picture that kills workers with an error, while others are read', async () => {
    const before = dead.length;
    const poison = read(await told(POISON));
    const outcomes = await Promise.all(CARDS.map(({ picture }) => read(picture, 1)));
    expect(await poison).toEqual({
      __typename: 'UpstreamError',
      message: 'The reader failed on this picture.',
      pricing: 'FREE',
    });
    expect(dead.length - before).toBe(3);
    expect(outcomes.map(({ card }) => card?.nik?.number)).toEqual(NUMBERS);
    await nothingLeft(redis);
    await allReady();
  });

  it('answer what is under way when Redis forgets everything', async () => {
    const readings = [read(slow), read(slow, 1), read(slow), read(CARDS[0]?.picture ?? slow, 1)];
    await until(async () => (await active()) === 3);
    await redis.kill();
    await redis.start();
    const outcomes = await Promise.all(readings);
    expect(outcomes.map(({ __typename }) => __typename)).toEqual(Array(4).fill('OcrKtpSuccess'));
    expect(outcomes[3]?.card?.nik?.number).toBe(NUMBERS[0]);
    await nothingLeft(redis);
  });

  it('leave no orphan when a gateway is killed', async () => {
    const endless = await told(ENDLESS);
    const orphans = Array.from({ length: 5 }, () =>
      read(endless, 1).then(
        () => 'answered',
        () => 'broken off',
      ),
    );
    await until(async () => (await active()) === 3);
    // Until each had another, a worker could still be at a reading that Redis had forgotten.
    const before = new Map(workers.map((worker) => [worker, endings(worker).length]));
    gateways[1]?.process.kill();
    expect(await Promise.all(orphans)).toEqual(Array(5).fill('broken off'));
    await nothingLeft(redis);
    // Those that were being read were stopped; so was one that waited, if it was begun before its own lease ended.
    const since = workers.flatMap((worker) => endings(worker).slice(before.get(worker)));
    expect(since.length).toBeGreaterThanOrEqual(3);
    expect(since.length).toBeLessThanOrEqual(orphans.length);
    expect(new Set(since)).toEqual(new Set(['CANCELLED']));
    expect((await read(CARDS[1]?.picture ?? slow)).card?.nik?.number).toBe(NUMBERS[1]);
  });

  it('kept nothing of it all', async () => {
    await nothingLeft(redis);
    const all = (await redis.dump()).map(({ key, bytes }) => key + bytes.toString('latin1')).join('\n');
    const logs = [...workers, ...dead, ...gateways.map(({ process }) => process)]
      .map(({ out, err }) => out + err)
      .join('\n');
    for (const number of NUMBERS) expect(all + logs).not.toContain(number);
    for (const { printed } of CARDS) expect(all + logs).not.toContain(printed.name);
  });
});

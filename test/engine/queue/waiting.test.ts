import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compiled } from '../../support/compiled.js';
import { GatewayProcess, until } from '../../support/process.js';
import { HAS_REDIS, RedisServer } from '../../support/redis.js';
import { KEY } from './support.js';

const WORKER = { args: [compiled('src/worker.ts')] };

describe.skipIf(!HAS_REDIS)('a gateway whose pictures are read elsewhere', () => {
  let redis: RedisServer;
  const processes: GatewayProcess[] = [];
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterEach(() => {
    for (const process of processes.splice(0)) process.kill();
  });
  afterAll(() => redis.kill());

  function start(environment: Record<string, string>, options = {}): GatewayProcess {
    const process = new GatewayProcess(
      { REDIS_URL: redis.url, QUEUE_KEY: KEY.toString('hex'), QUEUE_NAME: 'ktp-waiting', ...environment },
      options,
    );
    processes.push(process);
    return process;
  }

  async function askReady(gateway: GatewayProcess): Promise<[number, unknown]> {
    const { url } = await gateway.line('started');
    const answer = await fetch(`${url}/ready`);
    return [answer.status, await answer.json()];
  }

  it('is ready when that is true, and names what it waits for', async () => {
    await redis.kill();
    const gateway = start({ ENGINE: 'queue' });
    expect(await gateway.line('waiting')).toMatchObject({ cause: 'REDIS_AWAY' });
    expect(await gateway.line('fault')).toMatchObject({ name: 'RedisError', code: 'ECONNREFUSED' });
    expect(await askReady(gateway)).toEqual([
      503,
      {
        status: 'unable',
        parts: { EMBEDDED: false, REDIS: false },
        reasons: { EMBEDDED: 'REDIS_AWAY', REDIS: 'REDIS_AWAY' },
      },
    ]);
    await redis.start();
    const waiting = () => gateway.lines().filter(({ msg }) => msg === 'waiting');
    await until(() => waiting().length === 2);
    expect(waiting()[1]).toMatchObject({ cause: 'NO_WORKERS' });
    expect(gateway.lines().some(({ msg }) => msg === 'ready')).toBe(false);
    expect(await askReady(gateway)).toMatchObject([503, { reasons: { EMBEDDED: 'NO_WORKERS' } }]);
    start({}, WORKER);
    await gateway.line('ready');
    expect(await askReady(gateway)).toEqual([
      200,
      { status: 'ready', parts: { EMBEDDED: true, REDIS: true } },
    ]);
  });

  it('ends when it is told to while it waits', async () => {
    // A queue of its own: a worker that was killed counts for some seconds.
    const gateway = start({ ENGINE: 'queue', QUEUE_NAME: 'ktp-waiting-alone' });
    await gateway.line('waiting');
    gateway.signal('SIGTERM');
    expect(await gateway.end()).toBe(0);
    expect(gateway.lines().some(({ msg }) => msg === 'ready')).toBe(false);
  });
});

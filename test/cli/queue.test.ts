import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiled } from '../support/compiled.js';
import { GatewayProcess, until } from '../support/process.js';
import { HAS_REDIS, RedisServer } from '../support/redis.js';
import { CARDS, CommandProcess, jsonFile, jsonRows, run, temporary, withoutId } from './support.js';

const NAMES = ['clean-woman', 'clean-man', 'dated', 'foreigner', 'mild'];
const WORKER = { args: [compiled('src/worker.ts')] };

describe.skipIf(!HAS_REDIS)('a batch by a gateway whose workers are elsewhere', () => {
  let redis: RedisServer;
  let gateway: GatewayProcess;
  const workers: GatewayProcess[] = [];
  const folder = temporary();
  beforeAll(async () => {
    redis = await RedisServer.start();
    const environment = { REDIS_URL: redis.url, QUEUE_KEY: '5a'.repeat(32), QUEUE_STALLED_SECONDS: '1' };
    gateway = new GatewayProcess({ ENGINE: 'queue', ...environment });
    workers.push(new GatewayProcess(environment, WORKER), new GatewayProcess(environment, WORKER));
    await Promise.all([gateway.ready(), ...workers.map((worker) => worker.line('ready'))]);
  });
  afterAll(async () => {
    for (const process of [gateway, ...workers]) process.kill();
    await redis.kill();
    folder.remove();
  });

  it('gives the rows of the embedded engine, though a worker is killed over it', async () => {
    const files = Array.from({ length: 15 }, (_, n) => folder.path(`${n}.jpg`));
    for (const [n, file] of files.entries())
      copyFileSync(join(CARDS, `${NAMES[n % NAMES.length]}.jpg`), file);
    const out = folder.path('rows.jsonl');
    const { url } = await gateway.ready();
    const command = new CommandProcess(['read', ...files, '--url', url, '-c', '4', '-o', out]);
    const lines = () => {
      try {
        return readFileSync(out, 'utf8').split('\n').length - 1;
      } catch {
        return 0;
      }
    };
    await until(() => lines() >= 2);
    workers[0]?.kill();
    const { code, err } = await command.end();
    expect(err).toMatch(/^15 pictures: 15 read, 0 not read/);
    expect(code).toBe(0);
    const here = jsonRows((await run(['read', ...files.slice(0, NAMES.length)])).out);
    const expected = new Map(here.map((row) => [row.file, withoutId(row)]));
    const rows = jsonFile(out);
    expect(rows.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
    let duplicates = 0;
    for (const row of rows) {
      const same = files[files.indexOf(row.file) % NAMES.length] as string;
      const { duplicateOf, ...alone } = withoutId(row) as Record<string, unknown>;
      expect({ ...alone, file: same }).toEqual(expected.get(same));
      duplicates += duplicateOf === undefined ? 0 : 1;
    }
    expect(duplicates).toBe(files.length - NAMES.length);
  });
});

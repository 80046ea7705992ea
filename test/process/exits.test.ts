import { execFile } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { CARDS, CommandProcess, ROOT, temporary } from '../cli/support.js';
import { compiled } from '../support/compiled.js';
import { GatewayProcess, until } from '../support/process.js';

// `npm run bench:exits` does the same hundreds of times, at random moments.
const MOMENTS = [0, 400, 1000];

const folder = temporary();
let gateway: GatewayProcess | undefined;
afterEach(() => gateway?.kill());
afterAll(() => folder.remove());
const card = folder.path('card.jpg');
copyFileSync(join(CARDS, 'clean-woman.jpg'), card);

describe('a process ends with its exit code, whatever its threads are in the middle of', () => {
  it.each(MOMENTS)('a program that exits %i ms after its threads began to load', async (milliseconds) => {
    const line = [compiled('test/engine/embedded/exit-process.ts'), String(milliseconds)];
    // It rejects where the program does not exit with 0.
    await promisify(execFile)(process.execPath, line, { cwd: ROOT });
  });

  it.each(MOMENTS)('a gateway that is told to stop %i ms after it listens', async (milliseconds) => {
    gateway = new GatewayProcess({ OCR_THREADS: '2' });
    await gateway.line('started');
    await sleep(milliseconds);
    gateway.signal('SIGTERM');
    expect([await gateway.end(), gateway.child.signalCode]).toEqual([0, null]);
  });

  it('a gateway that is told twice', async () => {
    gateway = new GatewayProcess({ OCR_THREADS: '2' });
    await gateway.line('started');
    gateway.signal('SIGTERM');
    await gateway.line('stopping');
    gateway.signal('SIGTERM');
    expect([await gateway.end(), gateway.child.signalCode]).toEqual([1, null]);
  });

  it('the command over a file that has all rows', async () => {
    const args = ['read', card, '-o', folder.path('rows.jsonl'), '-c', '2'];
    expect((await new CommandProcess(args).end()).code).toBe(0);
    for (let time = 0; time < 2; time++) {
      expect(await new CommandProcess(args).end()).toMatchObject({ code: 0, signal: null, out: '' });
    }
  });

  it.each(MOMENTS)('the command told twice to stop %i ms after the first time', async (milliseconds) => {
    const out = folder.path(`${milliseconds}.jsonl`);
    const args = ['read', card, '-o', out, '-c', '2'];
    const command = new CommandProcess(args);
    // Its rows' file is opened before its threads are.
    await until(() => existsSync(out));
    command.child.kill('SIGTERM');
    await sleep(milliseconds);
    command.child.kill('SIGTERM');
    const { code, signal } = await command.end();
    expect([code, signal]).toEqual([143, null]);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

let child: ChildProcess;
let [out, err] = ['', ''];

/** The gateway as a process of its own. */
function start(environment: Record<string, string>): void {
  [out, err] = ['', ''];
  child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: new URL('../../', import.meta.url),
    env: { PATH: process.env.PATH, OCR_THREADS: '1', PORT: '0', ...environment },
  });
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
}

async function line(message: string): Promise<Record<string, unknown>> {
  for (;;) {
    const found = out.split('\n').find((text) => text.includes(`"msg":"${message}"`));
    if (found) return JSON.parse(found);
    if (child.exitCode !== null) throw new Error(`the gateway exited ${child.exitCode}: ${err}`);
    await once(child.stdout as NodeJS.EventEmitter, 'data');
  }
}

async function exitCode(): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

afterEach(() => {
  child.kill('SIGKILL');
});

describe('the gateway as a process', () => {
  it('says where it listens, gets ready, and ends with 0 on SIGTERM', async () => {
    start({});
    const { url, engines } = await line('started');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(engines).toEqual(['EMBEDDED']);
    await line('ready');
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exitCode()).toBe(0);
    expect(out).toContain('"msg":"stopped"');
  });

  it('names all faults of its configuration and exits 1', async () => {
    start({ PORT: 'four thousand', LOG_LEVEL: 'loud', HOST: '0.0.0.0' });
    expect(await exitCode()).toBe(1);
    expect(err).toBe(
      'The configuration has 3 fault(s):\n' +
        '  PORT must be a whole number from 0 to 65535.\n' +
        '  LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.\n' +
        '  API_KEYS must be set where HOST is not a loopback address, or ALLOW_ANONYMOUS=true.\n',
    );
  });

  it('exits 1 and says so when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    start({ PORT: `${port}` });
    expect(await exitCode()).toBe(1);
    expect(err).toContain('another program listens there; choose another PORT');
    other.close();
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Environment, readConfig } from '../src/config/gateway.js';
import { readWorkerConfig, WorkerEnvironment } from '../src/config/worker.js';

const services = (file: string) =>
  parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).services;
const gateway: Record<string, string> = services('compose.yaml').gateway.environment;
const queue = services('compose.queue.yaml');
const worker: Record<string, string> = queue.worker.environment;

/** Decided by the image and by how its health is asked for. */
const OF_THE_IMAGE = ['HOST', 'PORT', 'WORKER_PORT'];
/** Of a port that others can reach, which a worker here has not. */
const OF_A_PUBLIC_PORT = ['API_KEYS', 'ALLOW_ANONYMOUS'];

/** As Compose fills in `${NAME:-default}` and `${NAME:?what to do}`. */
function filled(
  environment: Record<string, string>,
  shell: Record<string, string>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => {
      const [, of, kind, text = ''] = /^\$\{(\w+):([-?])(.*)\}$/.exec(value) ?? [];
      if (of === undefined) return [name, value];
      if (kind === '?' && !shell[of]) throw new Error(text);
      return [name, shell[of] || (kind === '-' ? text : '')];
    }),
  );
}

const KEYS = { API_KEYS: 'a-key-of-sixteen-or-more', QUEUE_KEY: '0f'.repeat(32) };

describe('compose', () => {
  it('passes every setting to the gateway', () => {
    const settings = Object.keys(Environment.shape).filter((name) => !OF_THE_IMAGE.includes(name));
    expect(Object.keys(gateway).toSorted()).toEqual(settings.toSorted());
    const shell = Object.fromEntries(settings.map((name) => [name, `value of ${name}`]));
    expect(filled(gateway, shell)).toEqual(shell);
  });

  it('passes every setting that a worker heeds to workers', () => {
    const settings = Object.keys(WorkerEnvironment.shape).filter(
      (name) => ![...OF_THE_IMAGE, ...OF_A_PUBLIC_PORT].includes(name),
    );
    const passed = Object.keys(worker).filter((name) => !OF_THE_IMAGE.includes(name));
    expect(passed.toSorted()).toEqual(settings.toSorted());
    const shell = Object.fromEntries(settings.map((name) => [name, `value of ${name}`]));
    expect(filled(worker, shell)).toMatchObject(shell);
  });

  it('leaves to the program what nobody sets', () => {
    const set = { HOST: '0.0.0.0', PORT: '4000', NODE_ENV: 'production' };
    const shared = { REDIS_URL: 'redis://redis:6379', OCR_THREADS: '2' };
    expect(readConfig({ ...set, ...filled(gateway, KEYS) })).toEqual(
      readConfig({ ...set, ...shared, ...KEYS }),
    );
    expect(readWorkerConfig(filled(worker, KEYS))).toEqual(
      readWorkerConfig({ ...shared, HOST: '127.0.0.1', WORKER_PORT: '4000', QUEUE_KEY: KEYS.QUEUE_KEY }),
    );
    const both = { ...gateway, ...queue.gateway.environment };
    expect(readConfig({ ...set, ...filled(both, KEYS) }).engine).toBe('queue');
  });

  it('does not start without keys', () => {
    expect(() => filled(gateway, {})).toThrow('set API_KEYS to the keys that may call');
    expect(() => filled(worker, {})).toThrow('set QUEUE_KEY to 32 bytes');
  });
});

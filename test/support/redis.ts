import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Redis } from 'ioredis';

/** Whether this machine has a Redis to start. */
export const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0;
if (!HAS_REDIS) process.stderr.write('No redis-server here: the tests that need one are SKIPPED.\n');

/** A Redis of the test's own, on a free port, that keeps nothing on disk and forgets everything when it is killed. */
export class RedisServer {
  readonly port: number;
  #child: ChildProcess | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<RedisServer> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const server = new RedisServer((probe.address() as AddressInfo).port);
    probe.close();
    await once(probe, 'close');
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    if (this.#child !== null) return;
    const options = ['--port', `${this.port}`, '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'];
    this.#child = spawn('redis-server', options);
    for await (const chunk of this.#child.stdout ?? []) if (`${chunk}`.includes('Ready to accept')) break;
    this.#child.stdout?.resume();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Everything in it, as a text for each key: its name, type, milliseconds to live, and bytes as Redis would hand them to another. */
  async dump(): Promise<{ key: string; type: string; pttl: number; bytes: Buffer }[]> {
    const redis = new Redis(this.url);
    try {
      const keys = (await redis.keys('*')).sort();
      return await Promise.all(
        keys.map(async (key) => ({
          key,
          type: await redis.type(key),
          pttl: await redis.pttl(key),
          bytes: Buffer.from(JSON.stringify(await contentOf(redis, key)), 'latin1'),
        })),
      );
    } finally {
      redis.disconnect();
    }
  }
}

/** All strings in it, bytes as latin1. */
async function contentOf(redis: Redis, key: string): Promise<unknown> {
  const text = (value: Buffer) => value.toString('latin1');
  switch (await redis.type(key)) {
    case 'string':
      return text((await redis.getBuffer(key)) ?? Buffer.alloc(0));
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, '0', '-1', 'WITHSCORES');
    case 'stream':
      return redis.xrange(key, '-', '+');
    default:
      return null;
  }
}

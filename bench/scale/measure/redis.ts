import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** What Redis counted since it was started. */
export interface RedisUsage {
  readonly cpuMs: number;
  readonly commands: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Held now. */
  readonly bytes: number;
}

/** A Redis of the bench's own, so that nobody else's work is counted; it keeps nothing on disk. */
export class OwnRedis {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #client: Redis;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `redis://127.0.0.1:${port}`;
    this.#client = new Redis(this.url, { lazyConnect: true });
  }

  /** @throws Error where Redis is not installed */
  static async start(): Promise<OwnRedis> {
    const port = await freePort();
    const child = spawn(
      'redis-server',
      ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await Promise.race([
      listening(child),
      once(child, 'error').then(([error]) => {
        throw new Error('The bench starts a redis-server of its own, which is not installed here.', {
          cause: error,
        });
      }),
    ]);
    return new OwnRedis(child, port);
  }

  async usage(): Promise<RedisUsage> {
    const text = await this.#client.info();
    const value = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(text)?.[1]);
    return {
      cpuMs: (value('used_cpu_user') + value('used_cpu_sys')) * 1000,
      commands: value('total_commands_processed'),
      bytesIn: value('total_net_input_bytes'),
      bytesOut: value('total_net_output_bytes'),
      bytes: value('used_memory'),
    };
  }

  /** Waits until something in Redis has come about. */
  async until(done: (client: Redis) => Promise<boolean>): Promise<void> {
    while (!(await done(this.#client))) await sleep(50);
  }

  end(): void {
    this.#client.disconnect();
    this.#child.kill('SIGKILL');
  }
}

async function listening({ stdout }: ChildProcess): Promise<void> {
  let text = '';
  for await (const chunk of stdout as NodeJS.ReadableStream) {
    text += chunk;
    if (text.includes('Ready to accept connections')) break;
  }
  stdout?.resume();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;
/** Of `utime` and `stime` in /proc, on every Linux that Node runs on. */
const MS_PER_TICK = 10;

export interface Answer {
  readonly status: number;
  readonly milliseconds: number;
}

/** What a gateway was like while something came in. */
export interface Watched<T> {
  readonly result: T;
  /** The longest that an answer of `/health` took, in milliseconds. */
  readonly longestWait: number;
  /** Processor time of the gateway, in milliseconds. */
  readonly cpu: number;
  /** That of its main thread alone, which has the event loop: no request can have held the loop for longer. Other work on the machine does not count. */
  readonly loop: number;
  /** MiB of the gateway at most, by the kernel. */
  readonly peak: number;
}

/** The built gateway in a process of its own, on a port of 127.0.0.1 that the system chooses. */
export class Gateway {
  readonly #child: ChildProcess;
  readonly port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(environment: Record<string, string> = {}): Promise<Gateway> {
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: { PATH: process.env.PATH, PORT: '0', OCR_THREADS: '1', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    for await (const piece of child.stdout as NodeJS.ReadableStream) {
      text += piece;
      if (text.includes('"ready"')) break;
    }
    child.stdout?.resume();
    return new Gateway(child, Number(/127\.0\.0\.1:(\d+)/.exec(text)?.[1]));
  }

  /** Sends one request on a connection of its own; status 0 where there came no answer. */
  send(path: string, headers: Record<string, string>, body: Buffer | null = null): Promise<Answer> {
    const started = performance.now();
    return new Promise((resolve) => {
      const end = (status: number) => resolve({ status, milliseconds: performance.now() - started });
      const call = request({
        port: this.port,
        host: '127.0.0.1',
        path,
        method: body === null ? 'GET' : 'POST',
        headers: body === null ? headers : { ...headers, 'content-length': `${body.length}` },
        agent: false,
        timeout: 60_000,
      });
      call.once('timeout', () => call.destroy());
      call.once('error', () => end(0));
      call.once('response', (response) => {
        response.resume();
        response.once('close', () => end(response.statusCode ?? 0));
      });
      call.end(body ?? undefined);
    });
  }

  /** Asks for `/health` every 10 ms while some work goes on. */
  async watch<T>(work: () => Promise<T>): Promise<Watched<T>> {
    const [cpu, loop] = [this.#cpu(), this.#loop()];
    const [waits, state] = [[] as Promise<Answer>[], { over: false }];
    const poll = async () => {
      while (!state.over) {
        waits.push(this.send('/health', {}));
        await sleep(POLL_MS);
      }
    };
    const polling = poll();
    const result = await work();
    state.over = true;
    await polling;
    const answers = await Promise.all(waits);
    return {
      result,
      longestWait: Math.max(...answers.map(({ milliseconds }) => milliseconds)),
      cpu: this.#cpu() - cpu,
      loop: this.#loop() - loop,
      peak: this.#peak(),
    };
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
  }

  #cpu(): number {
    return cpuOf(`/proc/${this.#child.pid}/stat`);
  }

  #loop(): number {
    return cpuOf(`/proc/${this.#child.pid}/task/${this.#child.pid}/stat`);
  }

  #peak(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
  }
}

function cpuOf(file: string): number {
  const stat = readFileSync(file, 'utf8');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * MS_PER_TICK;
}

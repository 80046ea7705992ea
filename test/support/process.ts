import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { compiled, ROOT } from './compiled.js';

const PROGRAM = ['--import', compiled('test/support/preload.ts'), compiled('src/main.ts')];

export interface ProcessOptions {
  readonly cwd?: string;
  /** Arguments of Node; by default the program, with `preload.ts`. */
  readonly args?: readonly string[];
  /** Whom it runs as, where the tests may choose. */
  readonly uid?: number;
  readonly gid?: number;
}

/** The gateway as a process of its own, on a port that the system chooses. */
export class GatewayProcess {
  readonly child: ChildProcess;
  out = '';
  err = '';

  constructor(environment: Record<string, string> = {}, { cwd = ROOT, args, ...user }: ProcessOptions = {}) {
    this.child = spawn(process.execPath, args ?? PROGRAM, {
      ...user,
      cwd,
      env: { PATH: process.env.PATH, OCR_THREADS: '1', PORT: '0', ...environment },
    });
    this.child.stdout?.on('data', (chunk) => {
      this.out += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.err += chunk;
    });
  }

  /** The first line of the log with a message, as soon as it is there. */
  async line(message: string): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.lines().find(({ msg }) => msg === message);
      if (found) return found;
      if (this.child.exitCode !== null) {
        throw new Error(`the gateway exited ${this.child.exitCode}: ${this.err}${this.out}`);
      }
      await Promise.race([once(this.child.stdout as NodeJS.EventEmitter, 'data'), once(this.child, 'exit')]);
    }
  }

  /** All whole lines of the log so far. */
  lines(): Record<string, unknown>[] {
    return this.out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  /** Where it listens, when it can read. */
  async ready(): Promise<{ url: string; port: number }> {
    const url = String((await this.line('started')).url);
    await this.line('ready');
    return { url, port: Number(new URL(url).port) };
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Its exit code, when all it wrote has come. */
  async end(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

/** The value of one series in Prometheus' text format; 0 where there is none. */
export function series(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? 0 : Number(line.slice(name.length + 1));
}

/** Waits for what comes about by itself. */
export async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
}

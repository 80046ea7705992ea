import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { next } from '../../gateway/child.js';

/** What a process has used since it was started, all of its threads. */
export interface Usage {
  readonly cpuSeconds: number;
  /** At most so far. */
  readonly rssMebibytes: number;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Nothing is to be refused: what waits is what is measured. */
const PATIENT = {
  RATE_LIMIT_PER_ADDRESS: '0',
  OCR_THREADS: '1',
  OCR_MAX_QUEUE: '1000',
  OCR_QUEUE_TIMEOUT_SECONDS: '600',
  OCR_TIMEOUT_SECONDS: '600',
  MAX_MEBIBYTES_IN_FLIGHT: '1024',
};

/** A built program of the project, in a process of its own. */
export class Program {
  readonly #child: ChildProcess;
  /** Where it listens, if it does. */
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static gateway(environment: Record<string, string>): Promise<Program> {
    return Program.#start('dist/main.js', { PORT: '0', ...environment });
  }

  static worker(environment: Record<string, string>): Promise<Program> {
    return Program.#start('dist/worker.js', environment);
  }

  static async #start(script: string, environment: Record<string, string>): Promise<Program> {
    const child = spawn(process.execPath, ['--import', './bench/gateway/usage.mjs', script], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'info', ...PATIENT, ...environment },
    });
    return new Program(child, await ready(child, script));
  }

  usage(): Promise<Usage> {
    this.#child.send('usage');
    return next<Usage>(this.#child);
  }

  async end(): Promise<void> {
    this.#child.kill('SIGTERM');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }
}

/** Its address, once it says that it is ready; what else it writes is read and thrown away. */
function ready({ stdout }: ChildProcess, script: string): Promise<string> {
  const out = stdout as NodeJS.ReadableStream;
  return new Promise((resolve, reject) => {
    let text = '';
    const look = (chunk: Buffer) => {
      text += chunk;
      if (!text.includes('"msg":"ready"')) return;
      out.off('data', look);
      out.resume();
      resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '');
    };
    out.on('data', look);
    out.once('end', () => reject(new Error(`${script} ended before it was ready: ${text}`)));
  });
}

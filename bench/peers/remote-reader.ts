import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EVERYTHING, type Wanted } from '../../src/engine/engine.js';
import type { ReaderName } from './names.js';
import type { Outcome, Question, Reply, Usage, WarmUp } from './protocol.js';

export interface RemoteOptions {
  readonly threads: number;
  readonly packages: string;
  readonly pictures: readonly Buffer[];
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

type Asked<T> = T extends Question ? Omit<T, 'id'> : never;

const SCRIPT = fileURLToPath(new URL('./reader-process.ts', import.meta.url));
/** A picture that takes longer than this is given up, and counts as not read. */
const PATIENCE_MS = 180_000;
const WARM_UP_MS = 600_000;
const NO_READING = { reading: null, cpuMs: PATIENCE_MS, wallMs: PATIENCE_MS };

/** A reader in a process of its own, which a picture may crash or hang: it is then started anew. */
export class RemoteReader {
  readonly name: ReaderName;
  readonly #options: RemoteOptions;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildProcess | null = null;
  #warm: WarmUp | null = null;
  #count = 0;

  private constructor(name: ReaderName, options: RemoteOptions) {
    this.name = name;
    this.#options = options;
  }

  /** @throws Error where the reader does not start */
  static async start(name: ReaderName, options: RemoteOptions): Promise<RemoteReader> {
    const reader = new RemoteReader(name, options);
    await reader.#start();
    return reader;
  }

  get threading(): WarmUp['threading'] {
    return this.#warm?.threading ?? null;
  }

  async read(bytes: Buffer, wanted: readonly Wanted[] = [...EVERYTHING]): Promise<Outcome> {
    if (this.#child === null) await this.#start();
    try {
      return await this.#ask<Outcome>({ kind: 'read', bytes, wanted }, PATIENCE_MS);
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      return { ...NO_READING, refused: error.message };
    }
  }

  usage(): Promise<Usage> {
    return this.#ask<Usage>({ kind: 'usage' }, PATIENCE_MS);
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  async #start(): Promise<void> {
    const { threads, packages, pictures } = this.#options;
    const child = fork(SCRIPT, [this.name, String(threads), packages], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    child.stderr?.on('data', (text) => {
      complaint = `${complaint}${text}`.slice(-4000);
    });
    child.on('message', (reply: Reply) => this.#settle(reply));
    child.on('exit', () => {
      if (this.#child === child) this.#child = null;
      for (const { reject } of this.#waiting.values()) reject(new Lost('CRASHED', lastLine(complaint)));
      this.#waiting.clear();
    });
    this.#child = child;
    this.#warm = await this.#ask<WarmUp>({ kind: 'warm-up', pictures }, WARM_UP_MS);
  }

  #ask<T>(question: Asked<Question>, patienceMs: number): Promise<T> {
    const id = ++this.#count;
    return new Promise<unknown>((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.#waiting.delete(id);
        this.close();
        reject(new Lost('TIMEOUT', `nothing came for ${patienceMs / 1000} seconds`));
      }, patienceMs);
      this.#waiting.set(id, {
        resolve: (value) => {
          clearTimeout(giveUp);
          resolve(value);
        },
        reject: (error) => {
          clearTimeout(giveUp);
          reject(error);
        },
      });
      this.#child?.send({ id, ...question });
    }) as Promise<T>;
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('value' in reply) waiting?.resolve(reply.value);
    else waiting?.reject(new Error(reply.failed));
  }
}

/** A reader's process that ended or hung over a question. */
class Lost extends Error {
  constructor(code: 'CRASHED' | 'TIMEOUT', cause: string) {
    super(code, { cause });
  }
}

function lastLine(text: string): string {
  return (
    text
      .trim()
      .split('\n')
      .findLast((line) => /\w*Error\b/.test(line))
      ?.slice(0, 200) ?? 'it said nothing'
  );
}

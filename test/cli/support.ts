import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { run as runHere } from '../../src/cli/run.js';
import { compiled, ROOT } from '../support/compiled.js';
import { sharedEngine } from '../support/gateway.js';

export { ROOT };
export const CARDS = join(ROOT, 'test/fixtures/cards');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: Record<string, string>;
}

/** The command as a process of its own. */
export class CommandProcess {
  readonly child: ChildProcess;
  #out = '';
  #err = '';

  constructor(args: readonly string[], { cwd = ROOT, environment = {} }: CommandOptions = {}) {
    this.child = spawn(process.execPath, [compiled('src/cli.ts'), ...args], {
      cwd,
      env: { PATH: process.env.PATH, OCR_THREADS: '1', ...environment },
    });
    this.child.stdout?.on('data', (chunk) => {
      this.#out += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.#err += chunk;
    });
  }

  async end(): Promise<Ended> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    return { code: child.exitCode, signal: child.signalCode, out: this.#out, err: this.#err };
  }
}

/**
 * The command without a process of its own: in this one, with the engine that has its networks already.
 * It takes a command line as `src/cli.ts` does; what a process adds (signals, threads, streams, services) is asked of `CommandProcess`.
 */
export async function run(
  args: readonly string[],
  { cwd = ROOT, environment = {} }: CommandOptions = {},
): Promise<Ended> {
  const [out, err] = [new Written(), new Written()];
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const code = await runHere(args, {
      process: {
        env: { OCR_THREADS: '1', ...environment },
        stdin: Readable.from([]),
        stdout: out,
        stderr: err,
      },
      engine: sharedEngine(),
      version: () => neverAsked('its version'),
      become: () => neverAsked('a service'),
      listen: () => ({ stop: new AbortController().signal, stoppedWith: () => undefined }),
    });
    return { code, signal: null, out: out.text, err: err.text };
  } finally {
    process.chdir(before);
  }
}

class Written extends Writable {
  text = '';

  constructor() {
    super({ decodeStrings: false });
  }

  override _write(text: string, _: string, done: () => void): void {
    this.text += text;
    done();
  }
}

function neverAsked(what: string): never {
  throw new Error(`A process is to be asked for ${what}.`);
}

export interface JsonRow {
  readonly file: string;
  readonly code: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the command writes is judged by the assertions.
  readonly [key: string]: any;
}

export function jsonRows(text: string): JsonRow[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

export function jsonFile(path: string): JsonRow[] {
  return jsonRows(readFileSync(path, 'utf8'));
}

/** By RFC 4180, strictly. */
export function csvFile(path: string): Record<string, string>[] {
  return parse(readFileSync(path), { columns: true, record_delimiter: '\r\n' });
}

/** A row without what no two readings have in common. */
export function withoutId({ transactionId: _, ...row }: JsonRow): Omit<JsonRow, 'transactionId'> {
  return row as JsonRow;
}

/** An empty folder, and how to remove it. */
export function temporary(): { path: (...parts: string[]) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'ktp-command-'));
  return {
    path: (...parts) => join(folder, ...parts),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

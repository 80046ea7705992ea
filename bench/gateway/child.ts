import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A script of this folder as a process of its own, which answers each thing it is told with one thing. */
export class Child {
  readonly process: ChildProcess;

  constructor(script: string, options: ForkOptions = {}) {
    const path = fileURLToPath(new URL(script, import.meta.url));
    this.process = fork(path, { execArgv: ['--import', 'tsx'], ...options });
  }

  /** The next thing it says. */
  async heard<T>(): Promise<T> {
    return next<T>(this.process);
  }

  async ask<T>(question: object): Promise<T> {
    this.process.send(question);
    return this.heard<T>();
  }

  end(): void {
    this.process.kill('SIGKILL');
  }
}

/** @throws Error where the process ends first */
export async function next<T>(child: ChildProcess): Promise<T> {
  const gone = new AbortController();
  const ended = once(child, 'exit', { signal: gone.signal }).then(([code]) => {
    throw new Error(`a process ended with ${code} before it answered`);
  });
  ended.catch(() => {});
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: gone.signal }), ended]);
    return message as T;
  } finally {
    gone.abort();
  }
}

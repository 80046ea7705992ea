import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { TextBox } from '../text-box.js';

/** Reads the text of a picture file's bytes. */
export interface TextReader {
  read(bytes: Buffer): Promise<readonly TextBox[]>;
}

/** How a reader computes. */
export interface Threading {
  readonly threads: number;
  /** Whether a thread without work keeps its core busy, to be quicker at the next. */
  readonly spinning: boolean;
}

export interface Adapter {
  /** Whether the reader lets itself be told how to compute; one that does not is made once. */
  readonly threaded: boolean;
  /** @param packages the folder in which the packages are installed */
  make(threading: Threading, packages: string): Promise<TextReader>;
}

/** Where a file of an installed package lies. */
export function locate(packages: string, file: string): string {
  return createRequire(`${packages}/package.json`).resolve(file);
}

/** An installed package as a CommonJS program beside it would have it; untyped, for none of them is ours. */
export function requireFrom<T>(packages: string, name: string): T {
  return createRequire(`${packages}/package.json`)(name) as T;
}

/** The same for an ES module. */
export async function importFrom<T>(packages: string, name: string): Promise<T> {
  return (await import(pathToFileURL(locate(packages, name)).href)) as T;
}

/** ONNX Runtime's options, where it computes for the reader. */
export function sessionOptions({ threads, spinning }: Threading): object {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' } } },
  };
}

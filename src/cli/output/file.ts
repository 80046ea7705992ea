import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { CommandError, codeOf, EXIT } from '../failure.js';
import type { Format, Row } from './format.js';
import { linesOf } from './lines.js';
import type { Output } from './output.js';
import { ForeignFile, readResumed } from './resume.js';

/** Rows hold personal data: nobody but the owner reads them. */
export const OWNER_ONLY = 0o600;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write it',
  EPERM: 'this user may not write it',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'its folder is a file',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

export interface FileOutputOptions {
  readonly path: string;
  readonly format: Format;
  /** Pictures whose rows are taken out where they may be read later, to be read again. Rows of all others stay: nothing would replace them. */
  readonly retry: readonly string[];
}

/**
 * A file that rows are added to, each by one write. What an earlier run left of it stays; a last line that was cut off is taken away.
 * @throws CommandError where it cannot be written, or is no output of this command
 */
export async function openFileOutput({ path, format, retry }: FileOutputOptions): Promise<Output> {
  const { handle, earlier } = await prepared(path, format, retry).catch((error) => {
    throw explained(path, error, EXIT.NOT_POSSIBLE);
  });
  let last: Promise<void> = Promise.resolve();
  return {
    earlier: (file) => earlier.rows.get(format.key(file)),
    rows: () => earlier.rows.values(),
    write(record) {
      const line = format.line(record) + format.lineEnd;
      last = last.then(() => handle.appendFile(line));
      return last.catch((error) => {
        throw explained(path, error, EXIT.BROKEN_OFF);
      });
    },
    finish: async () => {},
    async close() {
      await handle.close();
      return null;
    },
  };
}

async function prepared(path: string, format: Format, retry: readonly string[]) {
  const keys = new Set(retry.map((file) => format.key(file)));
  const isTriedAgain = ({ file, retryable }: Row) => retryable && keys.has(format.key(file));
  let handle = await open(path, 'a+', OWNER_ONLY);
  try {
    let earlier = await readResumed(handle, format);
    await handle.truncate(earlier.wholeBytes);
    if ([...earlier.rows.values()].some(isTriedAgain)) {
      const fresh = await withoutRows(path, handle, format, isTriedAgain);
      await handle.close();
      handle = fresh;
      earlier = await readResumed(handle, format);
    }
    if (format.header !== null && !earlier.hasHeader) await handle.appendFile(format.header + format.lineEnd);
    return { handle, earlier };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The same file without the rows that `isLeftOut` says; whenever this is broken off, one of both is whole. */
async function withoutRows(
  path: string,
  old: FileHandle,
  format: Format,
  isLeftOut: (row: Row) => boolean,
): Promise<FileHandle> {
  const besides = `${path}.rewriting`;
  await rm(besides, { force: true });
  const handle = await open(besides, 'ax+', OWNER_ONLY);
  try {
    let header = format.header !== null;
    for await (const { text } of linesOf(old)) {
      if (header || !isLeftOut(format.row(text))) await handle.appendFile(text + format.lineEnd);
      header = false;
    }
    await rename(besides, path);
    return handle;
  } catch (error) {
    await handle.close();
    await rm(besides, { force: true });
    throw error;
  }
}

function explained(path: string, error: unknown, exitCode: number): CommandError {
  if (error instanceof ForeignFile) {
    return new CommandError(`${path} is not written to: ${error.message}. Choose another name.`);
  }
  return cannotBeWritten(path, error, exitCode);
}

/** Why the system does not write a file, in words. */
export function cannotBeWritten(path: string, error: unknown, exitCode: number): CommandError {
  const reason = REASONS[codeOf(error)] ?? codeOf(error);
  return new CommandError(`${path} cannot be written: ${reason}.`, exitCode);
}

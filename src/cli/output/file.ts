import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { CommandError, codeOf, EXIT } from '../failure.js';
import type { Format, Row } from './format.js';
import { linesOf } from './lines.js';
import type { Output } from './output.js';
import { ForeignFile, readResumed } from './resume.js';

/** Rows are personal data. Only the owner of the file may read them. */
export const OWNER_ONLY = 0o600;

/** What the system's codes mean. */
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

/** The options of an output in a file. */
export interface FileOutputOptions {
  readonly path: string;
  readonly format: Format;
  /** Pictures to read again: their rows are removed if they failed and may be read later. All other rows stay. */
  readonly retry: readonly string[];
}

/**
 * Opens a file to which rows are added, each in one write. Rows of earlier runs stay. A last line that was cut off is removed.
 * @throws CommandError if the file cannot be written, or if this command did not write it
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

/** Writes the file anew without some rows. If that is broken off, the old or the new file is whole. */
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

/** The error of a file that the system does not write, with the reason in words. */
export function cannotBeWritten(path: string, error: unknown, exitCode: number): CommandError {
  const reason = REASONS[codeOf(error)] ?? codeOf(error);
  return new CommandError(`${path} cannot be written: ${reason}.`, exitCode);
}

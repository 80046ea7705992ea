import { createReadStream, type Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, normalize, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { FITTED_LIMITS } from '../image-limits.js';
import { CommandError, codeOf, PictureError } from './failure.js';
import { passedOverLine } from './passed-over.js';

/** Endings of pictures in folders. A file that is named itself is read whatever its ending: its content decides. */
export const ENDINGS: readonly string[] = ['.jpg', '.jpeg', '.jpe', '.jfif', '.png', '.webp', '.avif'];

/** What the system's codes mean. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
};

/** The files that paths lead to. */
export interface Found {
  readonly pictures: readonly string[];
  /** Other files of the folders, by name. */
  readonly passedOver: readonly string[];
}

/**
 * The pictures that are named, and those in the named folders and their subfolders. Each is found once. Within a folder they are sorted by name.
 * Left out are files with other endings, names that begin with a dot, pipes and sockets, and folders that are links, which may lead in a circle.
 * @throws CommandError with all paths that are missing
 */
export async function findPictures(paths: readonly string[]): Promise<Found> {
  // By absolute path, so that a picture that is named twice is found once.
  const found = new Map<string, string>();
  const others = new Map<string, string>();
  const faults: string[] = [];
  for (const path of paths.map((each) => normalize(each))) {
    try {
      const { pictures, passedOver } = await picturesAt(path);
      for (const picture of pictures) {
        const place = resolve(picture);
        if (!found.has(place)) found.set(place, picture);
      }
      for (const other of passedOver) others.set(resolve(other), basename(other));
    } catch (error) {
      faults.push(error instanceof CommandError ? error.message : `${path}: ${reasonOf(error)}`);
    }
  }
  if (faults.length > 0) throw new CommandError(faults.join('\n'));
  for (const place of found.keys()) others.delete(place);
  return { pictures: [...found.values()], passedOver: [...others.values()] };
}

/** The pictures at a path, and the other files there. */
async function picturesAt(path: string): Promise<Found> {
  const found = await stat(path);
  if (found.isFile()) return { pictures: [path], passedOver: [] };
  if (!found.isDirectory()) throw new CommandError(`${path}: it is not a file or a folder`);
  const pictures: string[] = [];
  const passedOver: string[] = [];
  for await (const { file, isPicture } of filesWithin(path)) (isPicture ? pictures : passedOver).push(file);
  if (pictures.length > 0) return { pictures, passedOver };
  const none = `${path}: no file in this folder ends with ${ENDINGS.join(', ')}`;
  const besides = passedOverLine(passedOver.map((each) => basename(each)));
  throw new CommandError(besides === null ? none : `${none}; ${besides}`);
}

async function* filesWithin(folder: string): AsyncGenerator<{ file: string; isPicture: boolean }> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = join(folder, entry.name);
    if (entry.name.startsWith('.')) yield { file, isPicture: false };
    else if (entry.isDirectory()) yield* filesWithin(file);
    else yield { file, isPicture: isNamedAsPicture(entry.name) && (await endsSometime(file, entry)) };
  }
}

function isNamedAsPicture(name: string): boolean {
  return ENDINGS.includes(extname(name).toLowerCase());
}

/** A pipe or a socket would keep its reader waiting for ever. What cannot be looked at is told when it is read. */
async function endsSometime(file: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  const aim = await stat(file).catch(() => null);
  return aim === null || aim.isFile() || aim.isDirectory();
}

/**
 * Loads a file, but no more bytes than a picture may have. A larger file is refused by these.
 * @throws PictureError
 */
export async function loadPicture(file: string): Promise<Buffer> {
  try {
    return await buffer(createReadStream(file, { end: FITTED_LIMITS.maxBytes - 1 }));
  } catch (error) {
    throw new PictureError('FILE_UNREADABLE', `The file cannot be read: ${reasonOf(error)}.`, true);
  }
}

function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? codeOf(error);
}

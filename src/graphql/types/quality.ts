import { ADVICE } from '../../engine/image/advice.js';
import { type ImageQuality, QUALITY_CODES, type QualityCode } from '../../engine/image/quality.js';
import { builder } from '../builder.js';
import { TEXT_ARGS } from './enums.js';

const QualityCodeEnum = builder.enumType('ImageQualityCode', {
  values: {
    ...(Object.fromEntries(QUALITY_CODES.map((code) => [code, {}])) as Record<QualityCode, object>),
    DAMAGED: { description: 'Part of the file is missing or was changed.' },
    MIRRORED: { description: 'The picture is mirrored, as front cameras show it. It was read anyway.' },
    GRAYSCALE: { description: 'A photocopy or a picture without colour.' },
  },
});

const HintRef = builder.objectRef<QualityCode>('ImageQualityHint').implement({
  description: 'A reason to take the picture again.',
  fields: (t) => ({
    code: t.field({ type: QualityCodeEnum, resolve: (code) => code }),
    advice: t.string({
      description: 'What to tell the person who holds the camera.',
      args: TEXT_ARGS,
      resolve: (code, { language }) => ADVICE[code][language],
    }),
  }),
});

export const QualityRef = builder.objectRef<ImageQuality>('ImageQuality').implement({
  fields: (t) => ({
    width: t.exposeInt('width', { description: 'Pixels of the picture as it was sent.' }),
    height: t.exposeInt('height'),
    bytes: t.exposeInt('bytes'),
    mimeType: t.exposeString('mimeType'),
    sharpness: t.exposeFloat('sharpness', { description: '0 (blurred) to 1 (sharp).' }),
    brightness: t.exposeFloat('brightness', { description: '0 (black) to 1 (white).' }),
    contrast: t.exposeFloat('contrast', { description: '0 (flat) to 1 (full range).' }),
    glare: t.exposeFloat('glare', { description: 'Share of overexposed pixels, 0 to 1.' }),
    skewDegrees: t.exposeFloat('skewDegrees', {
      nullable: true,
      description: 'How far the card is turned, in degrees, clockwise positive.',
    }),
    hints: t.field({ type: [HintRef], resolve: ({ hints }) => [...hints] }),
  }),
});

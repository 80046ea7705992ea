import type { Curve, Kind } from './confidence.js';

/** Written by `npm run calibrate -- --count 40 --seed calibration-2 --fonts held-out --camera held-out --layout held-out`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 1.899, slope: 0.262 },
  DATE: { offset: 0.242, slope: 0.351 },
  NUMBERS: { offset: 0.241, slope: 0.35 },
  BLOOD: { offset: 0.399, slope: 0.62 },
  WORD: { offset: 1.837, slope: 0.269 },
  REGION: { offset: 0.719, slope: 0.389 },
  TEXT: { offset: 1.275, slope: 0.391 },
};

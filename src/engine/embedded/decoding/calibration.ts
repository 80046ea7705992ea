import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by `npm run calibrate -- --count 40 --hidden 26 --seed calibration-3 --fonts held-out --camera held-out --layout held-out`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 1.813, slope: 0.23, clarity: 0.134 },
  DATE: { offset: 0.889, slope: 0.338, clarity: 0.026 },
  NUMBERS: { offset: 1.036, slope: 0.259, clarity: 0.188 },
  BLOOD: { offset: 1.972, slope: 0.423, clarity: 0.051 },
  WORD: { offset: -0.014, slope: 0.412, clarity: 0.128 },
  REGION: { offset: -0.967, slope: 0.492, clarity: 0.163 },
  TEXT: { offset: -0.969, slope: 0.441, clarity: 0.449 },
};

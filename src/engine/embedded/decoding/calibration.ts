import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by `npm run calibrate -- --count 100 --hidden 60 --seed calibration-4 --fonts held-out --camera held-out --layout held-out`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 1.724, slope: 0.225, clarity: 0.091 },
  DATE: { offset: 0.773, slope: 0.432, clarity: 0.037 },
  NUMBERS: { offset: 0.212, slope: 0.347, clarity: 0.163 },
  BLOOD: { offset: 0.913, slope: 0.754, clarity: 0 },
  WORD: { offset: 0.5, slope: 0.519, clarity: 0 },
  REGION: { offset: -0.513, slope: 0.587, clarity: 0.069 },
  TEXT: { offset: -2.963, slope: 0.696, clarity: 0.665 },
};

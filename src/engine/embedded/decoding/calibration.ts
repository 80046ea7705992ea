import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by `npm run calibrate -- --count 100 --hidden 60 --seed calibration-5 --fonts held-out --camera held-out --layout held-out`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 1.724, slope: 0.225, clarity: 0.091 },
  DATE: { offset: 0.047, slope: 0.38, clarity: 0 },
  NUMBERS: { offset: 0.212, slope: 0.347, clarity: 0.163 },
  BLOOD: { offset: 0.913, slope: 0.754, clarity: 0 },
  WORD: { offset: 0.003, slope: 0.414, clarity: 0.322 },
  REGION: { offset: -1.278, slope: 0.52, clarity: 0.208 },
  TEXT: { offset: -1.22, slope: 0.461, clarity: 0.391 },
};

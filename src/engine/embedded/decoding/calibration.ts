import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by `npm run calibrate -- --count 100 --hidden 60 --seed calibration-4 --fonts held-out --camera held-out --layout held-out`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 1.724, slope: 0.225, clarity: 0.091 },
  DATE: { offset: 0.191, slope: 0.47, clarity: 0 },
  NUMBERS: { offset: 0.172, slope: 0.374, clarity: 0.23 },
  BLOOD: { offset: 0.022, slope: 0.585, clarity: 0.262 },
  WORD: { offset: 0.866, slope: 0.472, clarity: 0.059 },
  REGION: { offset: 0.306, slope: 0.48, clarity: 0.061 },
  TEXT: { offset: -2.225, slope: 0.612, clarity: 0.589 },
};

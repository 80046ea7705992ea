import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by `npm run calibrate -- --count 100 --hidden 60 --seed calibration-4 --fonts held-out --camera held-out --layout held-out`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 1.724, slope: 0.225, clarity: 0.091 },
  DATE: { offset: 0.047, slope: 0.38, clarity: 0 },
  NUMBERS: { offset: 0.212, slope: 0.347, clarity: 0.163 },
  BLOOD: { offset: 0.913, slope: 0.754, clarity: 0 },
  WORD: { offset: 0.673, slope: 0.447, clarity: 0.186 },
  REGION: { offset: -0.885, slope: 0.574, clarity: 0.168 },
  TEXT: { offset: -2.266, slope: 0.812, clarity: 0.584 },
};

import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by `npm run calibrate -- --count 40 --hidden 10 --seed calibration-3 --fonts held-out --camera held-out --layout held-out`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 1.724, slope: 0.225, clarity: 0.091 },
  DATE: { offset: 0.047, slope: 0.38, clarity: 0 },
  NUMBERS: { offset: 0.061, slope: 0.369, clarity: 0 },
  BLOOD: { offset: 0.661, slope: 0.611, clarity: 0 },
  WORD: { offset: 2.52, slope: 0.245, clarity: 0.085 },
  REGION: { offset: -1.437, slope: 0.462, clarity: 0.209 },
  TEXT: { offset: -0.659, slope: 0.437, clarity: 0.252 },
};

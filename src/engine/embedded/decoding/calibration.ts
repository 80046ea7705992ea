import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by `npm run calibrate -- --count 40 --hidden 26 --seed calibration-3 --fonts held-out --camera held-out --layout held-out`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 1.724, slope: 0.225, clarity: 0.091 },
  DATE: { offset: 0.047, slope: 0.38, clarity: 0 },
  NUMBERS: { offset: 0.061, slope: 0.369, clarity: 0 },
  BLOOD: { offset: 0.661, slope: 0.611, clarity: 0 },
  WORD: { offset: -0.312, slope: 0.351, clarity: 0.286 },
  REGION: { offset: -0.042, slope: 0.407, clarity: 0.216 },
  TEXT: { offset: -0.912, slope: 0.547, clarity: 0.326 },
};

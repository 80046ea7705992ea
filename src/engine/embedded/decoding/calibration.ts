import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by `npm run calibrate -- --count 40 --seed calibration-3 --fonts held-out --camera held-out --layout held-out`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 0.795, slope: 0.321 },
  DATE: { offset: 0.861, slope: 0.304 },
  NUMBERS: { offset: -0.178, slope: 0.371 },
  BLOOD: { offset: 1.888, slope: 0.4 },
  WORD: { offset: 1.892, slope: 0.249 },
  REGION: { offset: 0.477, slope: 0.43 },
  TEXT: { offset: 0.942, slope: 0.501 },
};

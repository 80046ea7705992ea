import type { Curve, Kind } from './confidence.js';

/** Written by `npm run calibrate`, which prints what it was fitted on. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
  NIK: { offset: 0, slope: 1 },
  DATE: { offset: 0, slope: 1 },
  NUMBERS: { offset: 0, slope: 1 },
  BLOOD: { offset: 0, slope: 1 },
  WORD: { offset: 0, slope: 1 },
  REGION: { offset: 0, slope: 1 },
  TEXT: { offset: 0, slope: 1 },
};

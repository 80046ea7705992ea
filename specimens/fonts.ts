import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import type { Random } from './random.js';

const require = createRequire(import.meta.url);

/** Faces for labels and values, with their weights: free ones of the kind that cards are printed in (licences: README.md). */
const SANS = {
  common: [
    ['arimo', [400, 700]],
    ['dejavu-sans', [400]],
    ['roboto', [400, 500]],
    ['open-sans', [400, 600]],
    ['source-sans-3', [400, 600]],
    ['roboto-condensed', [400, 700]],
    ['carlito', [400, 700]],
    ['fira-sans', [400, 500]],
    ['pt-sans', [400, 700]],
    ['libre-franklin', [400, 500]],
  ],
  /** Never used for tuning, so that a figure on them says something about faces nobody has seen. */
  'held-out': [
    ['aileron', [400, 600]],
    ['archivo-narrow', [400, 600]],
    ['asap', [400, 600]],
    ['cabin', [400, 600]],
    ['hind', [400, 500]],
    ['ibm-plex-sans', [400, 500]],
    ['overpass', [400, 600]],
    ['public-sans', [400, 500]],
  ],
} as const satisfies Record<string, readonly (readonly [string, readonly number[]])[]>;

/** Faces for the NIK besides the sans ones. */
const DIGITS = {
  common: ['OCRA.ttf', 'OCRABold.ttf', 'OCRACondensed.ttf'],
  'held-out': ['OCRA.ttf', 'ibm-plex-mono', 'share-tech-mono'],
} as const;

export type FontGroup = keyof typeof SANS;
export const FONT_GROUPS = Object.keys(SANS) as FontGroup[];

export interface Faces {
  /** Names of families, as the canvas knows them. */
  readonly text: string;
  readonly digits: string;
}

export function pickFaces(random: Random, group: FontGroup): Faces {
  const [family, weights] = random.pick<readonly [string, readonly number[]]>(SANS[group]);
  const text = packaged(family, random.pick(weights));
  const digits = random.pick<string>(DIGITS[group]);
  if (random.chance(0.12)) return { text, digits: text };
  return { text, digits: digits.includes('.') ? ours(digits) : packaged(digits, 400) };
}

/** The face of what is printed around a card. */
export function plainFace(weight: 400 | 700): string {
  return packaged('arimo', weight);
}

function packaged(family: string, weight: number): string {
  return register(
    `${family} ${weight}`,
    require.resolve(`@fontsource/${family}/files/${family}-latin-${weight}-normal.woff2`),
  );
}

function ours(file: string): string {
  return register(file.replace(/\.\w+$/, ''), new URL(`fonts/${file}`, import.meta.url).pathname);
}

function register(name: string, path: string): string {
  if (!GlobalFonts.has(name) && GlobalFonts.registerFromPath(path, name) === null) {
    throw new Error(`The font ${path} cannot be loaded.`);
  }
  return name;
}

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { type Faces, pickFaces } from '../../specimens/fonts.js';
import type { Random } from '../../specimens/random.js';

const require = createRequire(import.meta.url);

/** Of ../package.json, all under the SIL Open Font License; none of the bench's held-out faces is among them. */
const PACKAGED: readonly (readonly [family: string, weights: readonly number[]])[] = [
  ['noto-sans', [400, 500, 700]],
  ['lato', [400, 700]],
  ['inter', [400, 500]],
  ['work-sans', [400, 600]],
  ['nunito-sans', [400, 600]],
  ['barlow', [400, 600]],
  ['barlow-semi-condensed', [400, 500]],
  ['archivo', [400, 600]],
  ['karla', [400, 600]],
  ['mulish', [400, 600]],
  ['titillium-web', [400, 600]],
  ['heebo', [400, 500]],
  ['assistant', [400, 600]],
  ['sarabun', [400, 500]],
  ['encode-sans-semi-condensed', [400, 500]],
  ['yantramanav', [400, 500]],
  ['mukta', [400, 600]],
  ['oxygen', [400, 700]],
  ['exo-2', [400, 500]],
  ['istok-web', [400, 700]],
  ['actor', [400]],
  ['albert-sans', [400, 500]],
  ['instrument-sans', [400, 500]],
  ['hanken-grotesk', [400, 600]],
  ['be-vietnam-pro', [400, 500]],
  ['sofia-sans-semi-condensed', [400, 600]],
  ['news-cycle', [400, 700]],
  ['b612', [400, 700]],
  ['figtree', [400, 600]],
  ['rubik', [400, 500]],
  ['dm-sans', [400, 600]],
  ['nunito', [400, 700]],
  ['signika', [400, 600]],
  ['gudea', [400, 700]],
  ['pontano-sans', [400, 600]],
  ['golos-text', [400, 600]],
  ['onest', [400, 600]],
  ['schibsted-grotesk', [400, 600]],
  ['atkinson-hyperlegible', [400, 700]],
  ['ubuntu-sans', [400, 600]],
  ['cuprum', [400, 600]],
  ['rosario', [400, 600]],
];

/** Faces that stand in for Helvetica and Arial, in which most cards are printed; Debian's packages, see ../README.md. */
const HELVETICAS = [
  '/usr/share/fonts/truetype/freefont/FreeSans.ttf',
  '/usr/share/fonts/truetype/freefont/FreeSansBold.ttf',
  '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf',
  '/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf',
  '/usr/share/fonts/truetype/liberation/LiberationSansNarrow-Regular.ttf',
  '/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyreheros-regular.otf',
  '/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyreheroscn-regular.otf',
  '/usr/share/fonts/opentype/urw-base35/NimbusSans-Regular.otf',
  '/usr/share/fonts/opentype/urw-base35/NimbusSansNarrow-Regular.otf',
];

const OCR_A = new URL('../../specimens/fonts/', import.meta.url).pathname;
const OCR_DIGITS = [`${OCR_A}OCRA.ttf`, `${OCR_A}OCRABold.ttf`, `${OCR_A}OCRACondensed.ttf`];
/** Many with a stroke or a dot in the zero; those of `BOLD_DIGITS` are also drawn bold. */
const OTHER_DIGITS = [
  'b612-mono',
  'nova-mono',
  'chivo-mono',
  'overpass-mono',
  'oxygen-mono',
  'vt323',
  'cousine',
  'space-mono',
  'anonymous-pro',
  'pt-mono',
  'share-tech',
  'azeret-mono',
  'commit-mono',
  'dm-mono',
  'fira-mono',
  'inconsolata',
  'jetbrains-mono',
  'martian-mono',
  'noto-sans-mono',
  'red-hat-mono',
  'roboto-mono',
  'sometype-mono',
  'source-code-pro',
  'spline-sans-mono',
  'ubuntu-mono',
  'ubuntu-sans-mono',
  'cutive-mono',
  'fragment-mono',
];
const BOLD_DIGITS = [
  'lekton',
  'geist-mono',
  'victor-mono',
  'cascadia-code',
  'iosevka',
  'intel-one-mono',
  'reddit-mono',
  'kode-mono',
  'atkinson-hyperlegible-mono',
  'monaspace-neon',
  'courier-prime',
  'nanum-gothic-coding',
];
const OCR_B = `${OCR_A}OCRB.otf`;

/** Faces for one card: half of them the bench's common ones and Helvetica's likenesses, half any other. */
export function pickTrainingFaces(random: Random): Faces {
  const common = pickFaces(random, 'common');
  const text = random.weighted<() => string>([
    [25, () => common.text],
    [30, () => file(random.pick(HELVETICAS))],
    [45, () => packagedFace(random)],
  ])();
  const digits = random.weighted<() => string>([
    [32, () => file(random.pick(OCR_DIGITS))],
    [12, () => file(OCR_B)],
    [24, () => packaged(random.pick(OTHER_DIGITS), 400)],
    [18, () => packaged(random.pick(BOLD_DIGITS), random.pick([400, 700]))],
    [14, () => (random.chance(0.5) ? text : packagedFace(random))],
  ])();
  return { text, digits };
}

function packagedFace(random: Random): string {
  const [family, weights] = random.pick(PACKAGED);
  return packaged(family, random.pick(weights));
}

function packaged(family: string, weight: number): string {
  const path = require.resolve(`@fontsource/${family}/files/${family}-latin-${weight}-normal.woff2`);
  return register(`training ${family} ${weight}`, path);
}

function file(path: string): string {
  return register(`training ${path.replace(/^.*\/|\.\w+$/g, '')}`, path);
}

function register(name: string, path: string): string {
  if (GlobalFonts.has(name)) return name;
  if (!existsSync(path) || GlobalFonts.registerFromPath(path, name) === null) {
    throw new Error(`The font ${path} cannot be loaded; training/README.md says where it comes from.`);
  }
  return name;
}

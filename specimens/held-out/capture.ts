import type { Dice } from '../random.js';
import type { Tier } from '../shot.js';
import type { Cover } from './cover.js';
import type { Medium } from './medium.js';
import type { Overlay } from './overlay.js';
import type { Scenery } from './scenery.js';

/** How the held-out camera took a picture. Lengths are shares of the card's width unless they are pixels; strengths are 0 for none to about 1. */
export interface Taking {
  /** What a hard picture suffers from most. */
  readonly trouble: Trouble | null;
  readonly medium: Medium;
  readonly cover: Cover | null;
  readonly scenery: Scenery;
  /** Clockwise quarter turns of the pixels as stored, and whether the file says so (EXIF) and is shown upright. */
  readonly quarters: number;
  readonly tagged: boolean;
  readonly degrees: number;
  /** Pixels. */
  readonly cardWidth: number;
  readonly lean: number;
  readonly leansOver: number;
  readonly distance: number;
  readonly margin: number;
  readonly aspect: number | null;
  /** Of the lens: barrel above 0, pincushion below; shares of the half diagonal. */
  readonly barrel: number;
  /** By how much red is drawn larger than blue. */
  readonly fringe: number;
  readonly vignette: number;
  /** Pixels that a row lies right of the row above it. */
  readonly rolling: number;
  readonly crumple: number;
  readonly curl: number;
  readonly exposure: number;
  readonly warmth: number;
  /** Dark stripes of a lamp that flickers. */
  readonly banding: number;
  readonly sheets: number;
  readonly hologram: number;
  readonly flare: number;
  /** Pixels: blur everywhere, and more of it at the far end of the focal plane. */
  readonly soft: number;
  readonly tilt: number;
  /** Pixels of the way the hand moved, and degrees it turned. */
  readonly shake: number;
  readonly shakeTurn: number;
  readonly grain: number;
  /** Pixels. */
  readonly grainSize: number;
  readonly blotches: number;
  readonly smear: number;
  readonly sharpen: number;
  readonly toneMap: number;
  readonly saturation: number;
  readonly overlay: Overlay | null;
  /** Each time the picture was sent: made smaller by so much and saved with such quality. */
  readonly sent: readonly { readonly scale: number; readonly quality: number }[];
  /** Whether it was enlarged to its first size after that. */
  readonly enlarged: boolean;
  readonly quality: number;
}

export const TROUBLES = [
  'small',
  'defocus',
  'shake',
  'dark',
  'glare',
  'crumple',
  'monitor',
  'print-out',
  'photocopy',
  'sent',
  'covered',
] as const;
export type Trouble = (typeof TROUBLES)[number];

export function chooseTaking(tier: Tier, dice: Dice): Taking {
  return { clean: scanned, mild: taken, hard: takenBadly }[tier](dice);
}

const PLAIN = {
  trouble: null,
  medium: 'card',
  cover: null,
  quarters: 0,
  tagged: false,
  lean: 0,
  leansOver: 0,
  distance: 4,
  aspect: null,
  barrel: 0,
  fringe: 0,
  vignette: 0,
  rolling: 0,
  crumple: 0,
  curl: 0,
  sheets: 0,
  hologram: 0,
  flare: 0,
  tilt: 0,
  shake: 0,
  shakeTurn: 0,
  grainSize: 1,
  blotches: 0,
  smear: 0,
  toneMap: 0,
  overlay: null,
  sent: [],
  enlarged: false,
} as const;

/** By a flatbed scanner, or an app that makes a phone one. */
function scanned(dice: Dice): Taking {
  return {
    ...PLAIN,
    scenery: dice.pick(['lid', 'lid', 'paper']),
    degrees: dice.bell(1.2),
    cardWidth: dice.whole(640, 1500),
    margin: dice.chance(0.3) ? dice.between(-0.01, 0) : dice.between(0.005, 0.12),
    exposure: dice.between(0.88, 1.12),
    warmth: dice.bell(0.03),
    banding: dice.chance(0.4) ? dice.between(0, 0.05) : 0,
    hologram: dice.chance(0.2) ? dice.between(0.1, 0.3) : 0,
    soft: dice.between(0, 0.6),
    grain: dice.between(0, 4),
    sharpen: dice.chance(0.6) ? dice.between(0.3, 1.2) : 0,
    saturation: dice.chance(0.08) ? 0 : dice.between(0.7, 1.25),
    overlay: dice.chance(0.06) ? 'watermark' : null,
    quality: dice.whole(70, 93),
  };
}

function taken(dice: Dice): Taking {
  const cardWidth = dice.whole(520, 1400);
  const scale = cardWidth / 1000;
  const some = (share: number, low: number, high: number) =>
    dice.chance(share) ? dice.between(low, high) : 0;
  return {
    ...PLAIN,
    cover: dice.chance(0.07) ? 'sleeve' : null,
    scenery: dice.pick(['carpet', 'sheet', 'marble', 'palm', 'newsprint', 'desk', 'paper']),
    quarters: dice.chance(0.14) ? dice.whole(1, 3) : 0,
    tagged: dice.chance(0.6),
    degrees: dice.bell(4),
    cardWidth,
    lean: dice.between(0, 15),
    leansOver: dice.between(0, 360),
    distance: dice.between(1.8, 4),
    margin: dice.chance(0.06) ? dice.between(-0.01, 0) : dice.between(0.02, 0.3),
    aspect: dice.chance(0.5) ? dice.pick([4 / 3, 3 / 4, 16 / 9, 9 / 16]) : null,
    barrel: dice.between(-0.03, 0.07),
    fringe: dice.between(0, 0.0012),
    vignette: some(0.6, 0.1, 0.35),
    rolling: dice.bell(0.01),
    crumple: some(0.3, 0.1, 0.35),
    curl: dice.bell(0.003),
    exposure: dice.between(0.65, 1.15),
    warmth: dice.bell(0.07),
    banding: some(0.2, 0.03, 0.12),
    sheets: some(0.35, 0.15, 0.5),
    hologram: some(0.25, 0.1, 0.5),
    flare: some(0.15, 0.05, 0.2),
    soft: scale * dice.between(0.2, 0.8),
    tilt: scale * some(0.3, 0.3, 0.9),
    grain: dice.between(1, 8),
    grainSize: dice.pick([1, 1, 2]),
    blotches: some(0.3, 2, 7),
    smear: some(0.5, 0.2, 0.6),
    sharpen: dice.between(0.2, 1.5),
    toneMap: some(0.5, 0.15, 0.5),
    saturation: dice.chance(0.04) ? 0 : dice.between(0.6, 1.35),
    overlay: dice.chance(0.15) ? dice.pick(['timestamp', 'watermark', 'screenshot']) : null,
    sent: dice.chance(0.35) && cardWidth > 700 ? [sending(dice, 0.7, 65)] : [],
    quality: dice.whole(60, 88),
  };
}

function takenBadly(dice: Dice): Taking {
  const trouble = dice.pick(TROUBLES);
  const is = (one: Trouble) => trouble === one;
  const flat = is('monitor') || is('print-out') || is('photocopy');
  const cardWidth = is('small') ? dice.whole(340, 520) : dice.whole(flat || is('sent') ? 650 : 560, 1150);
  // What a letter can bear grows with it.
  const scale = cardWidth / 1000;
  const blurred = is('defocus') || is('shake');
  const some = (share: number, low: number, high: number) =>
    dice.chance(share) ? dice.between(low, high) : 0;
  const dark = is('dark');
  return {
    ...PLAIN,
    trouble,
    medium: flat ? (trouble as Medium) : 'card',
    cover: is('covered') ? dice.pick(['sleeve', 'wallet']) : null,
    scenery: flat
      ? is('monitor')
        ? 'window'
        : 'paper'
      : dice.pick(['carpet', 'sheet', 'marble', 'palm', 'newsprint', 'desk', 'wallets']),
    quarters: dice.chance(0.3) ? dice.whole(1, 3) : 0,
    tagged: dice.chance(0.4),
    degrees: dice.chance(0.12) ? dice.between(-40, 40) : dice.bell(dice.pick([4, 8, 12])),
    cardWidth,
    lean: is('small') ? dice.between(0, 15) : dice.between(4, 30),
    leansOver: dice.between(0, 360),
    distance: dice.between(1.3, 3.5),
    margin: dice.chance(0.1) ? dice.between(-0.008, 0.02) : dice.between(0.03, is('small') ? 1.2 : 0.45),
    aspect: dice.chance(0.6) ? dice.pick([4 / 3, 3 / 4, 16 / 9, 9 / 16, 1]) : null,
    barrel: dice.between(-0.06, 0.14),
    fringe: dice.between(0, 0.0025),
    vignette: some(0.7, 0.1, 0.55),
    rolling: dice.bell(0.03),
    crumple: flat ? 0 : is('crumple') ? dice.between(0.6, 1) : some(0.3, 0.1, 0.5),
    curl: flat ? 0 : dice.bell(0.008),
    exposure: dark ? dice.between(0.28, 0.45) : dice.between(0.5, 1.25),
    warmth: dice.bell(0.12),
    banding: some(0.25, 0.05, 0.22),
    sheets: is('photocopy') ? 0 : is('glare') || is('crumple') ? dice.between(0.6, 1) : some(0.4, 0.2, 0.6),
    hologram: flat ? 0 : is('glare') ? dice.between(0.4, 1) : some(0.25, 0.2, 0.6),
    flare: some(0.25, 0.05, 0.3),
    soft: scale * (is('defocus') ? dice.between(0.7, 1.2) : dice.between(0.2, blurred ? 0.5 : 0.8)),
    tilt: scale * (is('defocus') ? dice.between(0.6, 1.3) : some(0.3, 0.3, 0.8)),
    shake: is('shake') ? scale * dice.between(3, 6) : 0,
    shakeTurn: is('shake') ? dice.bell(0.25) : 0,
    grain: Math.min(1, scale) * (dark ? dice.between(6, 12) : dice.between(2, 10)),
    grainSize: cardWidth < 750 ? 1 : dice.pick([1, 2, 2]),
    blotches: dark ? dice.between(6, 16) : some(0.4, 2, 8),
    smear: is('small') ? 0 : dark ? dice.between(0.4, 0.8) : some(0.4, 0.2, 0.7),
    sharpen: dice.between(0.4, 2.2),
    toneMap: dark ? dice.between(0.2, 0.5) : some(0.5, 0.2, 0.7),
    saturation: dice.chance(0.06) ? 0 : dice.between(0.4, 1.5),
    overlay: dice.chance(0.25) ? dice.pick(['timestamp', 'watermark', 'screenshot']) : null,
    sent: is('sent') ? [sending(dice, 0.65, 45), sending(dice, 0.85, 45)] : [],
    enlarged: is('sent') && dice.chance(0.6),
    quality: dice.whole(is('small') ? 60 : 42, 80),
  };
}

function sending(dice: Dice, smallest: number, worst: number) {
  return { scale: dice.between(smallest, 1), quality: dice.whole(worst, worst + 25) };
}

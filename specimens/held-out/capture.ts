import type { Random } from '../random.js';
import type { Tier } from '../shot.js';
import type { Cover } from './cover.js';
import type { Medium } from './medium.js';
import type { Overlay } from './overlay.js';
import type { Scenery } from './scenery.js';

/** How the held-out camera took a picture. Lengths are shares of the card's width unless they are pixels; strengths are 0 for none to about 1. */
export interface Capture {
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

export function chooseCapture(tier: Tier, random: Random): Capture {
  return { clean: scanned, mild: taken, hard: takenBadly }[tier](random);
}

/** By a flatbed scanner, or an app that makes a phone one. */
function scanned(random: Random): Capture {
  return {
    ...PLAIN,
    scenery: random.pick(['lid', 'lid', 'paper']),
    degrees: random.bell(1.2),
    cardWidth: random.whole(640, 1500),
    margin: random.chance(0.3) ? random.between(-0.01, 0) : random.between(0.005, 0.12),
    exposure: random.between(0.88, 1.12),
    warmth: random.bell(0.03),
    banding: random.chance(0.4) ? random.between(0, 0.05) : 0,
    hologram: random.chance(0.2) ? random.between(0.1, 0.3) : 0,
    soft: random.between(0, 0.6),
    grain: random.between(0, 4),
    sharpen: random.chance(0.6) ? random.between(0.3, 1.2) : 0,
    saturation: random.chance(0.08) ? 0 : random.between(0.7, 1.25),
    overlay: random.chance(0.06) ? 'watermark' : null,
    quality: random.whole(70, 93),
  };
}

function taken(random: Random): Capture {
  const cardWidth = random.whole(520, 1400);
  const scale = cardWidth / 1000;
  const some = (share: number, low: number, high: number) =>
    random.chance(share) ? random.between(low, high) : 0;
  return {
    ...PLAIN,
    cover: random.chance(0.07) ? 'sleeve' : null,
    scenery: random.pick(['carpet', 'sheet', 'marble', 'palm', 'newsprint', 'desk', 'paper']),
    quarters: random.chance(0.14) ? random.whole(1, 3) : 0,
    tagged: random.chance(0.6),
    degrees: random.bell(4),
    cardWidth,
    lean: random.between(0, 15),
    leansOver: random.between(0, 360),
    distance: random.between(1.8, 4),
    margin: random.chance(0.06) ? random.between(-0.01, 0) : random.between(0.02, 0.3),
    aspect: random.chance(0.5) ? random.pick([4 / 3, 3 / 4, 16 / 9, 9 / 16]) : null,
    barrel: random.between(-0.03, 0.07),
    fringe: random.between(0, 0.0012),
    vignette: some(0.6, 0.1, 0.35),
    rolling: random.bell(0.01),
    crumple: some(0.3, 0.1, 0.35),
    curl: random.bell(0.003),
    exposure: random.between(0.65, 1.15),
    warmth: random.bell(0.07),
    banding: some(0.2, 0.03, 0.12),
    sheets: some(0.35, 0.15, 0.5),
    hologram: some(0.25, 0.1, 0.5),
    flare: some(0.15, 0.05, 0.2),
    soft: scale * random.between(0.2, 0.8),
    tilt: scale * some(0.3, 0.3, 0.9),
    grain: random.between(1, 8),
    grainSize: random.pick([1, 1, 2]),
    blotches: some(0.3, 2, 7),
    smear: some(0.5, 0.2, 0.6),
    sharpen: random.between(0.2, 1.5),
    toneMap: some(0.5, 0.15, 0.5),
    saturation: random.chance(0.04) ? 0 : random.between(0.6, 1.35),
    overlay: random.chance(0.15) ? random.pick(['timestamp', 'watermark', 'screenshot']) : null,
    sent: random.chance(0.35) && cardWidth > 700 ? [sending(random, 0.7, 65)] : [],
    quality: random.whole(60, 88),
  };
}

function takenBadly(random: Random): Capture {
  const trouble = random.pick(TROUBLES);
  const is = (one: Trouble) => trouble === one;
  const flat = is('monitor') || is('print-out') || is('photocopy');
  const cardWidth = is('small') ? random.whole(340, 520) : random.whole(flat || is('sent') ? 650 : 560, 1150);
  // What a letter can bear grows with it.
  const scale = cardWidth / 1000;
  const blurred = is('defocus') || is('shake');
  const some = (share: number, low: number, high: number) =>
    random.chance(share) ? random.between(low, high) : 0;
  const dark = is('dark');
  return {
    ...PLAIN,
    trouble,
    medium: flat ? (trouble as Medium) : 'card',
    cover: is('covered') ? random.pick(['sleeve', 'wallet']) : null,
    scenery: flat
      ? is('monitor')
        ? 'window'
        : 'paper'
      : random.pick(['carpet', 'sheet', 'marble', 'palm', 'newsprint', 'desk', 'wallets']),
    quarters: random.chance(0.3) ? random.whole(1, 3) : 0,
    tagged: random.chance(0.4),
    degrees: random.chance(0.12) ? random.between(-40, 40) : random.bell(random.pick([4, 8, 12])),
    cardWidth,
    lean: is('small') ? random.between(0, 15) : random.between(4, 30),
    leansOver: random.between(0, 360),
    distance: random.between(1.3, 3.5),
    margin: random.chance(0.1)
      ? random.between(-0.008, 0.02)
      : random.between(0.03, is('small') ? 1.2 : 0.45),
    aspect: random.chance(0.6) ? random.pick([4 / 3, 3 / 4, 16 / 9, 9 / 16, 1]) : null,
    barrel: random.between(-0.06, 0.14),
    fringe: random.between(0, 0.0025),
    vignette: some(0.7, 0.1, 0.55),
    rolling: random.bell(0.03),
    crumple: flat ? 0 : is('crumple') ? random.between(0.6, 1) : some(0.3, 0.1, 0.5),
    curl: flat ? 0 : random.bell(0.008),
    exposure: dark ? random.between(0.28, 0.45) : random.between(0.5, 1.25),
    warmth: random.bell(0.12),
    banding: some(0.25, 0.05, 0.22),
    sheets: is('photocopy') ? 0 : is('glare') || is('crumple') ? random.between(0.6, 1) : some(0.4, 0.2, 0.6),
    hologram: flat ? 0 : is('glare') ? random.between(0.4, 1) : some(0.25, 0.2, 0.6),
    flare: some(0.25, 0.05, 0.3),
    soft: scale * (is('defocus') ? random.between(0.7, 1.2) : random.between(0.2, blurred ? 0.5 : 0.8)),
    tilt: scale * (is('defocus') ? random.between(0.6, 1.3) : some(0.3, 0.3, 0.8)),
    shake: is('shake') ? scale * random.between(3, 6) : 0,
    shakeTurn: is('shake') ? random.bell(0.25) : 0,
    grain: Math.min(1, scale) * (dark ? random.between(6, 12) : random.between(2, 10)),
    grainSize: cardWidth < 750 ? 1 : random.pick([1, 2, 2]),
    blotches: dark ? random.between(6, 16) : some(0.4, 2, 8),
    smear: is('small') ? 0 : dark ? random.between(0.4, 0.8) : some(0.4, 0.2, 0.7),
    sharpen: random.between(0.4, 2.2),
    toneMap: dark ? random.between(0.2, 0.5) : some(0.5, 0.2, 0.7),
    saturation: random.chance(0.06) ? 0 : random.between(0.4, 1.5),
    overlay: random.chance(0.25) ? random.pick(['timestamp', 'watermark', 'screenshot']) : null,
    sent: is('sent') ? [sending(random, 0.65, 45), sending(random, 0.85, 45)] : [],
    enlarged: is('sent') && random.chance(0.6),
    quality: random.whole(is('small') ? 60 : 42, 80),
  };
}

function sending(random: Random, smallest: number, worst: number) {
  return { scale: random.between(smallest, 1), quality: random.whole(worst, worst + 25) };
}

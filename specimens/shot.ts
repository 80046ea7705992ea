import type { Surface } from './backgrounds.js';
import type { Random } from './random.js';

export const TIERS = ['clean', 'mild', 'hard'] as const;
export type Tier = (typeof TIERS)[number];

/** How a picture was taken; all of it is noted beside the picture. Lengths are shares of the card's width unless they are pixels. */
export interface Shot {
  /** Clockwise quarter turns of the whole picture. */
  readonly quarters: number;
  /** How far the card lies from level before that; degrees, clockwise. */
  readonly degrees: number;
  /** Pixels. */
  readonly cardWidth: number;
  /** Degrees by which the card leans away from the camera, over an edge at `leansOver` degrees, seen from `distance` card widths. */
  readonly lean: number;
  readonly leansOver: number;
  readonly distance: number;
  /** How far the middle of the card bows up. */
  readonly bow: number;
  /** Between the card and the border; negative where the border cuts the card. */
  readonly margin: number;
  /** Width over height to which the picture is filled up with background; null for as the card lies. */
  readonly aspect: number | null;
  readonly surface: Surface;
  readonly fingers: number;
  /** Of the light that a well lit picture has. */
  readonly exposure: number;
  readonly unevenness: number;
  readonly warmth: number;
  readonly shadows: number;
  readonly glares: number;
  /** Depth of the stripes of a screen that was photographed; 0 for a card itself. */
  readonly screen: number;
  /** Pixels: standard deviation. */
  readonly blur: number;
  /** Pixels, and degrees. */
  readonly motion: number;
  readonly motionDegrees: number;
  readonly noise: number;
  readonly grey: boolean;
  /** Whether it is a photocopy. */
  readonly copied: boolean;
  /** Share to which a messenger shrank the picture before it was saved again; 1 for not at all. */
  readonly resent: number;
  /** Of JPEG, the last time it was saved. */
  readonly quality: number;
}

const STEADY = {
  quarters: 0,
  lean: 0,
  leansOver: 0,
  distance: 4,
  bow: 0,
  aspect: null,
  fingers: 0,
  shadows: 0,
  glares: 0,
  screen: 0,
  motion: 0,
  motionDegrees: 0,
  copied: false,
  resent: 1,
} as const;

export function chooseShot(tier: Tier, random: Random): Shot {
  return { clean: scan, mild: photo, hard: poorPhoto }[tier](random);
}

function scan(random: Random): Shot {
  return {
    ...STEADY,
    degrees: random.bell(0.8),
    cardWidth: random.whole(800, 1700),
    margin: random.chance(0.4) ? random.between(-0.012, 0) : random.between(0, 0.09),
    surface: random.weighted([
      [6, 'platen'],
      [1, 'plain'],
    ]),
    exposure: random.between(0.92, 1.08),
    unevenness: random.between(0, 0.12),
    warmth: random.bell(0.02),
    blur: random.between(0, 0.7),
    noise: random.between(0, 4),
    grey: random.chance(0.08),
    quality: random.whole(80, 95),
  };
}

function photo(random: Random): Shot {
  return {
    ...STEADY,
    quarters: turns(random, 0.08),
    degrees: random.bell(4),
    cardWidth: random.whole(600, 1600),
    lean: random.between(0, 14),
    leansOver: random.between(0, 360),
    distance: random.between(2, 5),
    bow: random.bell(0.002),
    margin: random.chance(0.07) ? random.between(-0.012, 0) : random.between(0.01, 0.25),
    aspect: aspect(random, 0.4),
    surface: random.pick([
      'plain',
      'wood',
      'cloth',
      'checks',
      'stone',
      'tiles',
      'papers',
      'form',
      'keyboard',
    ]),
    fingers: random.chance(0.2) ? random.whole(1, 2) : 0,
    exposure: random.between(0.7, 1.1),
    unevenness: random.between(0.1, 0.5),
    warmth: random.bell(0.05),
    shadows: random.chance(0.4) ? random.between(0.1, 0.4) : 0,
    glares: random.chance(0.4) ? random.between(0.2, 0.8) : 0,
    blur: random.between(0.3, 1.1),
    noise: random.between(2, 9),
    grey: random.chance(0.04),
    resent: random.chance(0.15) ? random.between(0.8, 1) : 1,
    quality: random.whole(60, 90),
  };
}

function poorPhoto(random: Random): Shot {
  const cardWidth = random.whole(560, 1100);
  // What a letter can bear grows with it; beyond these bounds nobody could read the small print.
  const scale = cardWidth / 1000;
  const copied = random.chance(0.1);
  const onScreen = !copied && random.chance(0.12);
  const moving = random.chance(0.3);
  const exposure = copied ? 1 : random.chance(0.3) ? random.between(0.35, 0.55) : random.between(0.55, 1.2);
  return {
    ...STEADY,
    quarters: turns(random, 0.3),
    degrees: random.chance(0.15) ? random.between(-45, 45) : random.bell(random.pick([4, 8, 14])),
    cardWidth,
    lean: copied ? 0 : random.between(4, 30),
    leansOver: random.between(0, 360),
    distance: random.between(1.4, 4),
    bow: copied || onScreen ? 0 : random.bell(0.005),
    margin: random.chance(0.1) ? random.between(-0.01, 0.02) : random.between(0.02, 0.4),
    aspect: aspect(random, 0.6),
    surface: copied
      ? random.pick(['platen', 'form'])
      : onScreen
        ? 'screen'
        : random.pick(['wood', 'cloth', 'checks', 'stone', 'tiles', 'papers', 'form', 'keyboard', 'cards']),
    fingers: !copied && !onScreen && random.chance(0.4) ? random.whole(1, 3) : 0,
    exposure,
    unevenness: random.between(0.2, 0.9),
    warmth: random.bell(0.1),
    shadows: copied || random.chance(0.4) ? 0 : random.between(0.2, 0.6),
    glares: copied || random.chance(0.4) ? 0 : random.between(0.4, 1),
    screen: onScreen ? random.between(0.04, 0.14) : 0,
    blur: scale * (moving ? random.between(0.3, 0.8) : random.between(0.4, 1.5)),
    motion: moving ? scale * random.between(2.5, 5) : 0,
    motionDegrees: random.between(0, 180),
    noise: random.between(4, 16) * Math.min(1, exposure + 0.15),
    grey: copied || random.chance(0.08),
    copied,
    resent: cardWidth > 800 && random.chance(0.3) ? random.between(0.7, 1) : 1,
    quality: random.whole(38, 75),
  };
}

function turns(random: Random, share: number): number {
  return random.chance(share) ? random.whole(1, 3) : 0;
}

function aspect(random: Random, share: number): number | null {
  return random.chance(share) ? random.pick([4 / 3, 3 / 4, 16 / 9, 9 / 16, 1]) : null;
}

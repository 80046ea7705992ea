import type { Surface } from './backgrounds.js';
import type { Dice } from './random.js';

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

export function chooseShot(tier: Tier, dice: Dice): Shot {
  return { clean: scan, mild: photo, hard: poorPhoto }[tier](dice);
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

function scan(dice: Dice): Shot {
  return {
    ...STEADY,
    degrees: dice.bell(0.8),
    cardWidth: dice.whole(800, 1700),
    margin: dice.chance(0.4) ? dice.between(-0.012, 0) : dice.between(0, 0.09),
    surface: dice.weighted([
      [6, 'platen'],
      [1, 'plain'],
    ]),
    exposure: dice.between(0.92, 1.08),
    unevenness: dice.between(0, 0.12),
    warmth: dice.bell(0.02),
    blur: dice.between(0, 0.7),
    noise: dice.between(0, 4),
    grey: dice.chance(0.08),
    quality: dice.whole(80, 95),
  };
}

function photo(dice: Dice): Shot {
  return {
    ...STEADY,
    quarters: turns(dice, 0.08),
    degrees: dice.bell(4),
    cardWidth: dice.whole(600, 1600),
    lean: dice.between(0, 14),
    leansOver: dice.between(0, 360),
    distance: dice.between(2, 5),
    bow: dice.bell(0.002),
    margin: dice.chance(0.07) ? dice.between(-0.012, 0) : dice.between(0.01, 0.25),
    aspect: aspect(dice, 0.4),
    surface: dice.pick(['plain', 'wood', 'cloth', 'checks', 'stone', 'tiles', 'papers', 'form', 'keyboard']),
    fingers: dice.chance(0.2) ? dice.whole(1, 2) : 0,
    exposure: dice.between(0.7, 1.1),
    unevenness: dice.between(0.1, 0.5),
    warmth: dice.bell(0.05),
    shadows: dice.chance(0.4) ? dice.between(0.1, 0.4) : 0,
    glares: dice.chance(0.4) ? dice.between(0.2, 0.8) : 0,
    blur: dice.between(0.3, 1.1),
    noise: dice.between(2, 9),
    grey: dice.chance(0.04),
    resent: dice.chance(0.15) ? dice.between(0.8, 1) : 1,
    quality: dice.whole(60, 90),
  };
}

function poorPhoto(dice: Dice): Shot {
  const cardWidth = dice.whole(560, 1100);
  // What a letter can bear grows with it; beyond these bounds nobody could read the small print.
  const scale = cardWidth / 1000;
  const copied = dice.chance(0.1);
  const onScreen = !copied && dice.chance(0.12);
  const moving = dice.chance(0.3);
  const exposure = copied ? 1 : dice.chance(0.3) ? dice.between(0.35, 0.55) : dice.between(0.55, 1.2);
  return {
    ...STEADY,
    quarters: turns(dice, 0.3),
    degrees: dice.chance(0.15) ? dice.between(-45, 45) : dice.bell(dice.pick([4, 8, 14])),
    cardWidth,
    lean: copied ? 0 : dice.between(4, 30),
    leansOver: dice.between(0, 360),
    distance: dice.between(1.4, 4),
    bow: copied || onScreen ? 0 : dice.bell(0.005),
    margin: dice.chance(0.1) ? dice.between(-0.01, 0.02) : dice.between(0.02, 0.4),
    aspect: aspect(dice, 0.6),
    surface: copied
      ? dice.pick(['platen', 'form'])
      : onScreen
        ? 'screen'
        : dice.pick(['wood', 'cloth', 'checks', 'stone', 'tiles', 'papers', 'form', 'keyboard', 'cards']),
    fingers: !copied && !onScreen && dice.chance(0.4) ? dice.whole(1, 3) : 0,
    exposure,
    unevenness: dice.between(0.2, 0.9),
    warmth: dice.bell(0.1),
    shadows: copied || dice.chance(0.4) ? 0 : dice.between(0.2, 0.6),
    glares: copied || dice.chance(0.4) ? 0 : dice.between(0.4, 1),
    screen: onScreen ? dice.between(0.04, 0.14) : 0,
    blur: scale * (moving ? dice.between(0.3, 0.8) : dice.between(0.4, 1.5)),
    motion: moving ? scale * dice.between(2.5, 5) : 0,
    motionDegrees: dice.between(0, 180),
    noise: dice.between(4, 16) * Math.min(1, exposure + 0.15),
    grey: copied || dice.chance(0.08),
    copied,
    resent: cardWidth > 800 && dice.chance(0.3) ? dice.between(0.7, 1) : 1,
    quality: dice.whole(38, 75),
  };
}

function turns(dice: Dice, share: number): number {
  return dice.chance(share) ? dice.whole(1, 3) : 0;
}

function aspect(dice: Dice, share: number): number | null {
  return dice.chance(share) ? dice.pick([4 / 3, 3 / 4, 16 / 9, 9 / 16, 1]) : null;
}

import { type Corners, fromUnitSquare, toUnitSquare } from './geometry.js';
import type { Scene } from './light.js';
import type { Random } from './random.js';

/** What hides print on purpose. */
export const COVERS = ['GLARE', 'SHADOW', 'FINGER', 'STICKER', 'EDGE'] as const;
export type Cover = (typeof COVERS)[number];

/** Whether print at a place of the card, its corners (0, 0) and (1, 1), can no longer be read; 'GRAZED' where a person may. */
export type HiddenAt = (u: number, v: number) => 'HIDDEN' | 'GRAZED' | 'CLEAR';

/** Usual levels of print and of what it stands on, and the difference under which print is lost and from which it is read. */
const INK = 55;
const GROUND = 190;
const LOST = 22;
const READ = 60;

type Shape = (u: number, v: number) => number;

const PAINTS: Readonly<Record<Exclude<Cover, 'EDGE'>, (heldOut: boolean, random: Random) => Paint>> = {
  GLARE: (_heldOut, random) => {
    const power = random.between(190, 320);
    return (level, share) => level + power * share;
  },
  SHADOW: (_heldOut, random) => {
    const left = random.between(0.01, 0.09);
    return (level, share) => level * (1 - share * (1 - left));
  },
  FINGER: (heldOut, random) => {
    const tone = random.between(70, 225);
    const skin = [tone, tone * random.between(0.66, 0.82), tone * random.between(0.5, 0.7)];
    const ridges = heldOut ? 0.06 : 0;
    return (level, share, u, v, channel) => {
      const shade = 0.85 + 0.2 * share + ridges * Math.sin(u * 400 + 6 * Math.sin(v * 30));
      return level * (1 - share) + (skin[channel] ?? 0) * shade * share;
    };
  },
  STICKER: (heldOut, random) => {
    const light = random.chance(0.5) ? random.between(200, 255) : random.between(0, 230);
    const colour = [0, 1, 2].map(() => light + random.bell(35));
    const lines = heldOut ? random.between(0.3, 0.7) : 0;
    return (level, share, u, v, channel) => {
      // Something is printed on it.
      const printed = lines > 0 && (v * 45) % 1 < 0.35 && Math.sin(u * 260 + Math.floor(v * 45) * 2.1) > 0.1;
      const own = (colour[channel] ?? 0) * (printed ? 1 - lines : 1);
      return level * (1 - share) + own * share;
    };
  },
};

/** How a value is seen. `GRAZED`: a person may read it or not; nothing is judged by it. */
export const SIGHTS = ['WHOLE', 'GRAZED', 'CUT', 'GONE'] as const;

/**
 * Hides a part of the card where values stand, in a lit scene; held-out covers have other shapes and looks.
 * An `EDGE` hides nothing here: the picture ends there, see `edgeOf`.
 */
export function hide(
  scene: Scene,
  corners: Corners,
  cover: Exclude<Cover, 'EDGE'>,
  heldOut: boolean,
  random: Random,
): HiddenAt {
  const shape = shapeOf(cover, heldOut, random);
  const paint = PAINTS[cover](heldOut, random);
  const toCard = toUnitSquare(corners);
  for (let y = 0, at = 0; y < scene.height; y += 1) {
    for (let x = 0; x < scene.width; x += 1, at += 4) {
      const { x: u, y: v } = toCard(x, y);
      if (u < -0.3 || u > 1.3 || v < -0.4 || v > 1.4) continue;
      const share = shape(u, v);
      if (share < 0.004) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        const level = scene.pixels[at + channel] ?? 0;
        scene.pixels[at + channel] = paint(level, share, u, v, channel);
      }
    }
  }
  return (u, v) => {
    const share = shape(u, v);
    if (cover === 'FINGER' || cover === 'STICKER')
      return share > 0.6 ? 'HIDDEN' : share > 0.1 ? 'GRAZED' : 'CLEAR';
    const seen = (level: number) => Math.max(0, Math.min(255, paint(level, share, u, v, 1)));
    const contrast = seen(GROUND) - seen(INK);
    return contrast < LOST ? 'HIDDEN' : contrast < READ ? 'GRAZED' : 'CLEAR';
  };
}

/** Over the values: from the end of the labels to the photo, all rows, or over the NIK. */
function place(random: Random): { readonly u: number; readonly v: number } {
  return { u: random.between(0.3, 0.66), v: random.between(0.18, 0.95) };
}

function shapeOf(cover: Cover, heldOut: boolean, random: Random): Shape {
  const { u: cu, v: cv } = place(random);
  const turn = heldOut ? random.between(0, Math.PI) : random.bell(0.3);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const local = (u: number, v: number): readonly [number, number] => {
    const [x, y] = [u - cu, (v - cv) * 0.63];
    return [x * cos + y * sin, y * cos - x * sin];
  };
  const smooth = (distance: number, soft: number) => 1 / (1 + Math.exp(distance / soft));
  const [wide, high] = [random.between(0.04, 0.16), random.between(0.02, 0.09)];
  switch (cover) {
    case 'GLARE': {
      const soft = random.between(0.04, 0.35);
      const panes = heldOut ? random.whole(1, 3) : 1;
      return (u, v) => {
        const [x, y] = local(u, v);
        if (!heldOut) return smooth(Math.hypot(x / wide, y / high) - 1, soft);
        // A window with its bars.
        const across = (((x / wide + 1) * panes) / 2) % 1;
        const bar = panes > 1 && across < 0.08 ? 0 : 1;
        return bar * smooth(Math.max(Math.abs(x) / wide, Math.abs(y) / high) - 1, soft * 0.3);
      };
    }
    case 'SHADOW': {
      const soft = random.between(0.01, 0.12);
      const wider = wide * 1.5;
      return (u, v) => {
        const [x, y] = local(u, v);
        const distance = heldOut ? Math.abs(x) / wide - 1 : Math.hypot(x / wider, y / (2 * high)) - 1;
        return smooth(distance, soft);
      };
    }
    case 'FINGER': {
      const radius = random.between(0.035, 0.06);
      const fromBelow = random.chance(0.6);
      const lean = random.bell(0.35);
      return (u, v) => {
        const [x, y] = [u - cu, (v - cv) * 0.63];
        const out = fromBelow ? y : -x;
        const off = fromBelow ? x - lean * y : y - lean * x;
        const reach = Math.hypot(Math.min(0, out), off) / (radius * (heldOut && out > 0 ? 1 + 0.6 * out : 1));
        return Math.max(0, Math.min(1, (1 - reach) * radius * 700));
      };
    }
    default: {
      const corner = heldOut ? random.between(0.2, 0.6) * high : 0;
      const rough = heldOut ? random.between(0.002, 0.008) : 0;
      return (u, v) => {
        const [x, y] = local(u, v);
        const torn = rough * Math.sin(u * 190) * Math.cos(v * 150);
        const [beside, below] = [Math.abs(x) - wide + corner, Math.abs(y) - high + corner];
        const inside = Math.min(Math.max(beside, below), 0);
        const outside = Math.hypot(Math.max(beside, 0), Math.max(below, 0)) + inside - corner;
        return Math.max(0, Math.min(1, (torn - outside) * 900 + 0.5));
      };
    }
  }
}

/** What becomes of a level under so much of the cover. */
type Paint = (level: number, share: number, u: number, v: number, channel: number) => number;

/** The side at which a picture ends within the card, and the share of the card that lies beyond it. */
export interface Edge {
  readonly side: 'right' | 'left' | 'bottom' | 'top';
  readonly share: number;
}

export function edgeOf(random: Random): Edge {
  return random.weighted([
    [3, { side: 'right', share: random.between(0.34, 0.62) }],
    [3, { side: 'left', share: random.between(0.28, 0.42) }],
    [2, { side: 'bottom', share: random.between(0.05, 0.4) }],
    [1, { side: 'top', share: random.between(0.04, 0.26) }],
  ] as const);
}
export type Seen = (typeof SIGHTS)[number];

/** How the letters of a text, evenly over its frame in shares of the card, are seen. */
export function seenOf(
  frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  letters: number,
  hiddenAt: HiddenAt,
): Seen {
  let hidden = 0;
  let grazed = 0;
  for (let letter = 0; letter < letters; letter += 1) {
    let lost = 0;
    let doubtful = 0;
    for (let across = 0; across < 4; across += 1) {
      for (let down = 0; down < 5; down += 1) {
        const u = frame.x + (frame.width * (letter + (across + 0.5) / 4)) / letters;
        const v = frame.y + frame.height * (0.08 + 0.14 * down);
        const at = hiddenAt(u, v);
        if (at === 'HIDDEN') lost += 1;
        if (at !== 'CLEAR') doubtful += 1;
      }
    }
    if (lost > 0.6 * 20) hidden += 1;
    else if (doubtful > 0.15 * 20) grazed += 1;
  }
  if (hidden === letters) return 'GONE';
  return hidden > 0 ? 'CUT' : grazed > 0 ? 'GRAZED' : 'WHOLE';
}

/** What a picture that ends within the card hides. */
export function beyondPicture(corners: Corners, width: number, height: number): HiddenAt {
  const at = fromUnitSquare(corners);
  return (u, v) => {
    const { x, y } = at(u, v);
    return x < 0 || y < 0 || x > width || y > height ? 'HIDDEN' : 'CLEAR';
  };
}

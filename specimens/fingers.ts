import type { Corners, Point } from './geometry.js';
import type { Scene } from './light.js';
import type { Random } from './random.js';

type Colour = readonly [number, number, number];

/** The fingers of one hand that holds the card: over its edge, short of the values. */
export function holdCard(scene: Scene, corners: Corners, count: number, random: Random): void {
  const tone = random.between(105, 225);
  const skin: Colour = [tone, tone * random.between(0.68, 0.8), tone * random.between(0.52, 0.68)];
  const side = random.whole(0, 3);
  const first = random.between(0.12, 0.88 - 0.2 * (count - 1));
  const lean = random.bell(0.35);
  for (let finger = 0; finger < count; finger += 1) {
    const at = { side, along: first + finger * random.between(0.17, 0.22), lean: lean + random.bell(0.06) };
    layFinger(scene, corners, at, skin, random);
  }
}

/** On which edge a finger lies, how far along it, and how far from straight in (radians). */
interface Place {
  readonly side: number;
  readonly along: number;
  readonly lean: number;
}

function layFinger(
  scene: Scene,
  corners: Corners,
  { side, along, lean }: Place,
  skin: Colour,
  random: Random,
): void {
  const [from, to] = [corners[side] as Point, corners[(side + 1) % 4] as Point];
  const [edgeX, edgeY] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(edgeX, edgeY);
  const cardWidth = Math.hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y);
  const radius = cardWidth * random.between(0.065, 0.085);
  // Beside the photo there is more room before anything printed.
  const over = cardWidth * (side === 1 ? random.between(0.005, 0.03) : random.between(0.004, 0.018));
  const [cos, sin] = [Math.cos(lean), Math.sin(lean)];
  // Outwards is to the left of the way from corner to corner.
  const [nx, ny] = [edgeY / length, -edgeX / length];
  const [ax, ay] = [nx * cos - ny * sin, nx * sin + ny * cos];
  const tip = {
    x: from.x + edgeX * along + nx * (radius - over),
    y: from.y + edgeY * along + ny * (radius - over),
  };
  const nail = random.chance(0.6);
  for (let y = 0; y < scene.height; y += 1) {
    for (let x = 0; x < scene.width; x += 1) {
      const [dx, dy] = [x - tip.x, y - tip.y];
      const outward = dx * ax + dy * ay;
      if (outward < -1.5 * radius) continue;
      const across = (dx * ay - dy * ax) / (1 + Math.max(0, outward) * (0.12 / radius) * 0.5);
      const reach = Math.hypot(Math.min(0, outward), across) / radius;
      if (reach > 1.3) continue;
      const at = (y * scene.width + x) * 4;
      const onNail = nail && Math.hypot((outward / radius + 0.15) / 0.55, across / radius / 0.5) < 1;
      const shade = onNail ? 1.12 : 1 - 0.45 * reach * reach;
      const cover = Math.min(1, Math.max(0, (1 - reach) * radius));
      const dark = reach > 1 ? 1 - 0.35 * (1 - (reach - 1) / 0.3) : 1;
      for (let channel = 0; channel < 3; channel += 1) {
        const below = (scene.pixels[at + channel] ?? 0) * dark;
        scene.pixels[at + channel] = (skin[channel] ?? 0) * shade * cover + below * (1 - cover);
      }
    }
  }
}

import type { SKRSContext2D } from '@napi-rs/canvas';
import { plainFace } from './fonts.js';
import type { Random } from './random.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Security print of another kind than the waves: lattices, islands of dots, fans of arcs, rows of tiny letters. */
export function drawHeldOutGround(pen: SKRSContext2D, size: Size, orange: boolean, random: Random): void {
  const hue = orange ? random.whole(18, 45) : random.whole(170, 235);
  const light = random.whole(70, 92);
  pen.fillStyle = `hsl(${hue} ${random.whole(15, 70)}% ${light}%)`;
  pen.fillRect(0, 0, size.width, size.height);
  const strength = random.between(0.12, 0.5);
  const colour = () =>
    `hsl(${hue + random.bell(25)} ${random.whole(25, 70)}% ${light - random.whole(8, 28)}% / ${strength})`;
  for (let layer = random.whole(1, 3); layer > 0; layer -= 1) {
    pen.fillStyle = colour();
    pen.strokeStyle = pen.fillStyle;
    random.pick([drawLattice, drawIslands, drawFans, drawLetters])(pen, size, random);
  }
}

function drawLattice(pen: SKRSContext2D, { width, height }: Size, random: Random): void {
  const [step, slope] = [random.between(10, 42), random.between(0.3, 1.6)];
  pen.lineWidth = random.between(0.6, 2);
  const reach = height * slope;
  for (let x = -reach; x < width + reach; x += step) {
    pen.beginPath();
    pen.moveTo(x, 0);
    pen.lineTo(x + reach, height);
    pen.moveTo(x, 0);
    pen.lineTo(x - reach, height);
    pen.stroke();
  }
}

function drawIslands(pen: SKRSContext2D, { width, height }: Size, random: Random): void {
  for (let island = random.whole(5, 14); island > 0; island -= 1) {
    const [cx, cy] = [random.between(0, width), random.between(0.2, 0.9) * height];
    const [rx, ry] = [random.between(30, 190), random.between(15, 80)];
    const gap = random.between(6, 13);
    for (let y = -ry; y < ry; y += gap) {
      const half = rx * Math.sqrt(1 - (y / ry) ** 2);
      for (let x = -half; x < half; x += gap) pen.fillRect(cx + x + y * 0.4, cy + y, gap * 0.4, gap * 0.4);
    }
  }
}

function drawFans(pen: SKRSContext2D, { width, height }: Size, random: Random): void {
  pen.lineWidth = random.between(0.6, 2.2);
  for (let fan = random.whole(1, 4); fan > 0; fan -= 1) {
    const [x, y] = [random.between(0, width), random.between(0, height)];
    const step = random.between(7, 26);
    for (let radius = step; radius < width * 0.55; radius += step) {
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      pen.stroke();
    }
  }
}

function drawLetters(pen: SKRSContext2D, { width, height }: Size, random: Random): void {
  pen.font = `${random.whole(7, 10)}px "${plainFace(400)}"`;
  const word = random.pick(['/////////', '~ ~ ~ ~ ~ ', 'ooooooooo']);
  for (let y = 8; y < height; y += random.between(14, 30))
    pen.fillText(word.repeat(40), random.between(-60, 0), y, width + 60);
}

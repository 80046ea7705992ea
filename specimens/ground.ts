import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Random } from './random.js';

/** Sides of a drawn card in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** The wavy security print under the text: our own curves, in the colours of a card's kind. */
export function drawGround(pen: SKRSContext2D, size: Size, orange: boolean, random: Random): void {
  const hue = orange ? random.whole(22, 42) : random.whole(183, 228);
  const light = random.whole(74, 90);
  drawTint(pen, size, hue, light, random);
  const strength = random.between(0.12, 0.55);
  for (let family = random.whole(1, 4); family > 0; family -= 1) {
    drawWaves(pen, size, hue + random.bell(14), light, strength, random);
  }
  for (let rosette = random.whole(0, 3); rosette > 0; rosette -= 1) {
    drawRosette(pen, size, hue + random.bell(20), light, strength, random);
  }
}

function drawTint(
  pen: SKRSContext2D,
  { width, height }: Size,
  hue: number,
  light: number,
  random: Random,
): void {
  const colour = (turn: number, more: number) =>
    `hsl(${hue + turn} ${random.whole(20, 62)}% ${light + more}%)`;
  const ground = pen.createLinearGradient(0, 0, width, height * random.between(-0.5, 1));
  ground.addColorStop(0, colour(0, 0));
  ground.addColorStop(random.between(0.3, 0.7), colour(10, 6));
  ground.addColorStop(1, colour(-8, -2));
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  for (let cloud = random.whole(0, 7); cloud > 0; cloud -= 1) {
    const [x, y, reach] = [random.between(0, width), random.between(0, height), random.between(60, 380)];
    const tint = pen.createRadialGradient(x, y, 0, x, y, reach);
    const shade = `${hue + random.pick([0, 0, -30, 40, 140])} 45% ${light - random.whole(-8, 14)}%`;
    tint.addColorStop(0, `hsl(${shade} / ${random.between(0.15, 0.5)})`);
    tint.addColorStop(1, `hsl(${shade} / 0)`);
    pen.fillStyle = tint;
    pen.fillRect(0, 0, width, height);
  }
}

/** Lines side by side whose swing and phase drift from one to the next, so that they lace. */
function drawWaves(
  pen: SKRSContext2D,
  { width, height }: Size,
  hue: number,
  light: number,
  strength: number,
  random: Random,
): void {
  const lines = random.whole(24, 120);
  const [swing, pace, drift] = [random.between(6, 60), random.between(60, 300), random.bell(0.18)];
  const [slope, overtone] = [random.bell(0.25), random.between(0.2, 0.6)];
  pen.lineWidth = random.between(0.6, 2.2);
  pen.strokeStyle = `hsl(${hue} ${random.whole(30, 65)}% ${light - random.whole(8, 30)}% / ${strength})`;
  for (let line = 0; line < lines; line += 1) {
    const middle = (line / lines) * height * 1.6 - height * 0.3;
    pen.beginPath();
    for (let x = 0; x <= width; x += 8) {
      const phase = x / pace + line * drift;
      const y =
        middle + slope * (x - width / 2) + swing * (Math.sin(phase) + overtone * Math.sin(2.7 * phase));
      if (x === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.stroke();
  }
}

/** A spirograph's curve. */
function drawRosette(
  pen: SKRSContext2D,
  { width, height }: Size,
  hue: number,
  light: number,
  strength: number,
  random: Random,
): void {
  const [cx, cy, size] = [random.between(0, width), random.between(0, height), random.between(80, 300)];
  const [petals, arm] = [random.whole(7, 31), random.between(0.25, 0.6)];
  pen.lineWidth = random.between(0.6, 1.6);
  pen.strokeStyle = `hsl(${hue} 45% ${light - random.whole(8, 26)}% / ${strength})`;
  for (let ring = 1; ring <= 4; ring += 1) {
    pen.beginPath();
    for (let step = 0; step <= 720; step += 1) {
      const angle = (step / 720) * 2 * Math.PI;
      const reach = size * (ring / 4) * (1 + arm * Math.sin(petals * angle));
      const [x, y] = [cx + reach * Math.cos(angle), cy + reach * Math.sin(angle)];
      if (step === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    pen.stroke();
  }
}

import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Dice } from './random.js';

/** Sides of a drawn card in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** The wavy security print under the text: our own curves, in the colours of a card's kind. */
export function drawGround(pen: SKRSContext2D, size: Size, orange: boolean, dice: Dice): void {
  const hue = orange ? dice.whole(22, 42) : dice.whole(183, 228);
  const light = dice.whole(74, 90);
  drawTint(pen, size, hue, light, dice);
  const strength = dice.between(0.12, 0.55);
  for (let family = dice.whole(1, 4); family > 0; family -= 1) {
    drawWaves(pen, size, hue + dice.bell(14), light, strength, dice);
  }
  for (let rosette = dice.whole(0, 3); rosette > 0; rosette -= 1) {
    drawRosette(pen, size, hue + dice.bell(20), light, strength, dice);
  }
}

function drawTint(pen: SKRSContext2D, { width, height }: Size, hue: number, light: number, dice: Dice): void {
  const colour = (turn: number, more: number) => `hsl(${hue + turn} ${dice.whole(20, 62)}% ${light + more}%)`;
  const ground = pen.createLinearGradient(0, 0, width, height * dice.between(-0.5, 1));
  ground.addColorStop(0, colour(0, 0));
  ground.addColorStop(dice.between(0.3, 0.7), colour(10, 6));
  ground.addColorStop(1, colour(-8, -2));
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  for (let cloud = dice.whole(0, 7); cloud > 0; cloud -= 1) {
    const [x, y, reach] = [dice.between(0, width), dice.between(0, height), dice.between(60, 380)];
    const tint = pen.createRadialGradient(x, y, 0, x, y, reach);
    const shade = `${hue + dice.pick([0, 0, -30, 40, 140])} 45% ${light - dice.whole(-8, 14)}%`;
    tint.addColorStop(0, `hsl(${shade} / ${dice.between(0.15, 0.5)})`);
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
  dice: Dice,
): void {
  const lines = dice.whole(24, 120);
  const [swing, pace, drift] = [dice.between(6, 60), dice.between(60, 300), dice.bell(0.18)];
  const [slope, overtone] = [dice.bell(0.25), dice.between(0.2, 0.6)];
  pen.lineWidth = dice.between(0.6, 2.2);
  pen.strokeStyle = `hsl(${hue} ${dice.whole(30, 65)}% ${light - dice.whole(8, 30)}% / ${strength})`;
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
  dice: Dice,
): void {
  const [cx, cy, size] = [dice.between(0, width), dice.between(0, height), dice.between(80, 300)];
  const [petals, arm] = [dice.whole(7, 31), dice.between(0.25, 0.6)];
  pen.lineWidth = dice.between(0.6, 1.6);
  pen.strokeStyle = `hsl(${hue} 45% ${light - dice.whole(8, 26)}% / ${strength})`;
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

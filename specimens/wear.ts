import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { Random } from './random.js';

/** What printing and years in a purse take from the ink: paleness, lines the print head left out, rubbed patches. */
export function wearInk(ink: Canvas, random: Random): void {
  const pen = ink.getContext('2d');
  pen.save();
  pen.globalCompositeOperation = 'destination-out';
  if (random.chance(0.35)) {
    pen.fillStyle = `rgb(0 0 0 / ${random.between(0.05, 0.35)})`;
    pen.fillRect(0, 0, ink.width, ink.height);
  }
  if (random.chance(0.12)) leaveOutLines(pen, ink, random);
  if (random.chance(0.25)) rubPatches(pen, ink, random);
  pen.restore();
}

function leaveOutLines(pen: SKRSContext2D, { width, height }: Canvas, random: Random): void {
  for (let line = random.whole(1, 6); line > 0; line -= 1) {
    pen.fillStyle = `rgb(0 0 0 / ${random.between(0.3, 0.8)})`;
    pen.fillRect(0, random.between(0, height), width, random.between(1, 3));
  }
}

function rubPatches(pen: SKRSContext2D, { width, height }: Canvas, random: Random): void {
  for (let patch = random.whole(1, 5); patch > 0; patch -= 1) {
    const [x, y, reach] = [random.between(0, width), random.between(0, height), random.between(50, 220)];
    const rub = pen.createRadialGradient(x, y, 0, x, y, reach);
    rub.addColorStop(0, `rgb(0 0 0 / ${random.between(0.2, 0.6)})`);
    rub.addColorStop(1, 'rgb(0 0 0 / 0)');
    pen.fillStyle = rub;
    pen.fillRect(0, 0, width, height);
  }
}

/** Scratches and dirt in the lamination. */
export function scratch(card: Canvas, random: Random): void {
  if (!random.chance(0.4)) return;
  const pen = card.getContext('2d');
  for (let line = random.whole(2, 14); line > 0; line -= 1) {
    const tone = random.pick(['255 255 255', '255 255 255', '60 60 60']);
    pen.strokeStyle = `rgb(${tone} / ${random.between(0.1, 0.5)})`;
    pen.lineWidth = random.between(0.6, 2.2);
    const [x, y] = [random.between(0, card.width), random.between(0, card.height)];
    pen.beginPath();
    pen.moveTo(x, y);
    pen.quadraticCurveTo(
      x + random.bell(150),
      y + random.bell(90),
      x + random.bell(260),
      y + random.bell(200),
    );
    pen.stroke();
  }
  for (let speck = random.whole(0, 40); speck > 0; speck -= 1) {
    pen.fillStyle = `rgb(70 60 50 / ${random.between(0.1, 0.5)})`;
    pen.beginPath();
    pen.arc(
      random.between(0, card.width),
      random.between(0, card.height),
      random.between(0.7, 2.6),
      0,
      2 * Math.PI,
    );
    pen.fill();
  }
}

import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { Dice } from './random.js';

/** What printing and years in a purse take from the ink: paleness, lines the print head left out, rubbed patches. */
export function wearInk(ink: Canvas, dice: Dice): void {
  const pen = ink.getContext('2d');
  pen.save();
  pen.globalCompositeOperation = 'destination-out';
  if (dice.chance(0.35)) {
    pen.fillStyle = `rgb(0 0 0 / ${dice.between(0.05, 0.35)})`;
    pen.fillRect(0, 0, ink.width, ink.height);
  }
  if (dice.chance(0.12)) leaveOutLines(pen, ink, dice);
  if (dice.chance(0.25)) rubPatches(pen, ink, dice);
  pen.restore();
}

function leaveOutLines(pen: SKRSContext2D, { width, height }: Canvas, dice: Dice): void {
  for (let line = dice.whole(1, 6); line > 0; line -= 1) {
    pen.fillStyle = `rgb(0 0 0 / ${dice.between(0.3, 0.8)})`;
    pen.fillRect(0, dice.between(0, height), width, dice.between(1, 3));
  }
}

function rubPatches(pen: SKRSContext2D, { width, height }: Canvas, dice: Dice): void {
  for (let patch = dice.whole(1, 5); patch > 0; patch -= 1) {
    const [x, y, reach] = [dice.between(0, width), dice.between(0, height), dice.between(50, 220)];
    const rub = pen.createRadialGradient(x, y, 0, x, y, reach);
    rub.addColorStop(0, `rgb(0 0 0 / ${dice.between(0.2, 0.6)})`);
    rub.addColorStop(1, 'rgb(0 0 0 / 0)');
    pen.fillStyle = rub;
    pen.fillRect(0, 0, width, height);
  }
}

/** Scratches and dirt in the lamination. */
export function scratch(card: Canvas, dice: Dice): void {
  if (!dice.chance(0.4)) return;
  const pen = card.getContext('2d');
  for (let line = dice.whole(2, 14); line > 0; line -= 1) {
    const tone = dice.pick(['255 255 255', '255 255 255', '60 60 60']);
    pen.strokeStyle = `rgb(${tone} / ${dice.between(0.1, 0.5)})`;
    pen.lineWidth = dice.between(0.6, 2.2);
    const [x, y] = [dice.between(0, card.width), dice.between(0, card.height)];
    pen.beginPath();
    pen.moveTo(x, y);
    pen.quadraticCurveTo(x + dice.bell(150), y + dice.bell(90), x + dice.bell(260), y + dice.bell(200));
    pen.stroke();
  }
  for (let speck = dice.whole(0, 40); speck > 0; speck -= 1) {
    pen.fillStyle = `rgb(70 60 50 / ${dice.between(0.1, 0.5)})`;
    pen.beginPath();
    pen.arc(
      dice.between(0, card.width),
      dice.between(0, card.height),
      dice.between(0.7, 2.6),
      0,
      2 * Math.PI,
    );
    pen.fill();
  }
}

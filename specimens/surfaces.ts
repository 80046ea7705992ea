import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Dice } from './random.js';

/** Fills a picture with what lies under the card. */
export type Painter = (pen: SKRSContext2D, width: number, height: number, dice: Dice) => void;

export const plain: Painter = (pen, width, height, dice) => {
  const hue = dice.whole(0, 360);
  const ground = pen.createLinearGradient(0, 0, width, height);
  ground.addColorStop(0, `hsl(${hue} ${dice.whole(0, 30)}% ${dice.whole(20, 90)}%)`);
  ground.addColorStop(1, `hsl(${hue + 20} ${dice.whole(0, 30)}% ${dice.whole(20, 90)}%)`);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
};

export const wood: Painter = (pen, width, height, dice) => {
  const hue = dice.whole(18, 36);
  const light = dice.whole(25, 60);
  pen.fillStyle = `hsl(${hue} 40% ${light}%)`;
  pen.fillRect(0, 0, width, height);
  for (let line = 0; line < 160; line += 1) {
    pen.strokeStyle = `hsl(${hue} 45% ${light + dice.whole(-14, 8)}% / ${dice.between(0.15, 0.6)})`;
    pen.lineWidth = dice.between(0.5, 5);
    const y = dice.between(-20, height + 20);
    pen.beginPath();
    pen.moveTo(0, y);
    pen.bezierCurveTo(
      width / 3,
      y + dice.bell(24),
      (2 * width) / 3,
      y + dice.bell(24),
      width,
      y + dice.bell(24),
    );
    pen.stroke();
  }
};

export const cloth: Painter = (pen, width, height, dice) => {
  plain(pen, width, height, dice);
  const step = dice.whole(5, 14);
  for (let at = 0; at < width + height; at += step) {
    pen.strokeStyle = `rgb(${dice.pick(['0 0 0', '255 255 255'])} / ${dice.between(0.02, 0.14)})`;
    pen.lineWidth = step * dice.between(0.2, 0.6);
    pen.beginPath();
    pen.moveTo(at, 0);
    pen.lineTo(at - height * 0.2, height);
    pen.moveTo(0, at);
    pen.lineTo(width, at + width * 0.05);
    pen.stroke();
  }
};

export const tiles: Painter = (pen, width, height, dice) => {
  plain(pen, width, height, dice);
  const size = dice.whole(120, 360);
  pen.strokeStyle = `hsl(0 0% ${dice.whole(15, 75)}%)`;
  pen.lineWidth = dice.whole(2, 8);
  for (let at = dice.whole(0, size); at < Math.max(width, height); at += size) {
    pen.strokeRect(at, -10, 0, height + 20);
    pen.strokeRect(-10, at, width + 20, 0);
  }
};

/** The lid of a scanner, or the paper behind a card. */
export const platen: Painter = (pen, width, height, dice) => {
  pen.fillStyle = `hsl(${dice.whole(0, 360)} ${dice.whole(0, 8)}% ${dice.pick([99, 97, 94, 88, 70, 35, 12])}%)`;
  pen.fillRect(0, 0, width, height);
};

export const checks: Painter = (pen, width, height, dice) => {
  const hue = dice.whole(0, 360);
  const size = dice.whole(30, 130);
  pen.fillStyle = `hsl(${hue} 30% ${dice.whole(80, 96)}%)`;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = `hsl(${hue} ${dice.whole(30, 80)}% ${dice.whole(30, 60)}% / 0.5)`;
  for (let at = -dice.whole(0, size); at < Math.max(width, height); at += 2 * size) {
    pen.fillRect(at, 0, size, height);
    pen.fillRect(0, at, width, size);
  }
};

export const stone: Painter = (pen, width, height, dice) => {
  const [hue, light] = [dice.whole(0, 360), dice.whole(25, 80)];
  pen.fillStyle = `hsl(${hue} 8% ${light}%)`;
  pen.fillRect(0, 0, width, height);
  for (let speck = 3500; speck > 0; speck -= 1) {
    pen.fillStyle = `hsl(${hue + dice.bell(30)} ${dice.whole(0, 25)}% ${light + dice.bell(25)}% / 0.6)`;
    pen.beginPath();
    const size = dice.between(1, 9);
    pen.ellipse(dice.between(0, width), dice.between(0, height), size, size * dice.between(0.4, 1), 0, 0, 7);
    pen.fill();
  }
};

import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Random } from './random.js';

/** Fills a picture with what lies under the card. */
export type Painter = (pen: SKRSContext2D, width: number, height: number, random: Random) => void;

export const plain: Painter = (pen, width, height, random) => {
  const hue = random.whole(0, 360);
  const ground = pen.createLinearGradient(0, 0, width, height);
  ground.addColorStop(0, `hsl(${hue} ${random.whole(0, 30)}% ${random.whole(20, 90)}%)`);
  ground.addColorStop(1, `hsl(${hue + 20} ${random.whole(0, 30)}% ${random.whole(20, 90)}%)`);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
};

export const wood: Painter = (pen, width, height, random) => {
  const hue = random.whole(18, 36);
  const light = random.whole(25, 60);
  pen.fillStyle = `hsl(${hue} 40% ${light}%)`;
  pen.fillRect(0, 0, width, height);
  for (let line = 0; line < 160; line += 1) {
    pen.strokeStyle = `hsl(${hue} 45% ${light + random.whole(-14, 8)}% / ${random.between(0.15, 0.6)})`;
    pen.lineWidth = random.between(0.5, 5);
    const y = random.between(-20, height + 20);
    pen.beginPath();
    pen.moveTo(0, y);
    pen.bezierCurveTo(
      width / 3,
      y + random.bell(24),
      (2 * width) / 3,
      y + random.bell(24),
      width,
      y + random.bell(24),
    );
    pen.stroke();
  }
};

export const cloth: Painter = (pen, width, height, random) => {
  plain(pen, width, height, random);
  const step = random.whole(5, 14);
  for (let at = 0; at < width + height; at += step) {
    pen.strokeStyle = `rgb(${random.pick(['0 0 0', '255 255 255'])} / ${random.between(0.02, 0.14)})`;
    pen.lineWidth = step * random.between(0.2, 0.6);
    pen.beginPath();
    pen.moveTo(at, 0);
    pen.lineTo(at - height * 0.2, height);
    pen.moveTo(0, at);
    pen.lineTo(width, at + width * 0.05);
    pen.stroke();
  }
};

export const tiles: Painter = (pen, width, height, random) => {
  plain(pen, width, height, random);
  const size = random.whole(120, 360);
  pen.strokeStyle = `hsl(0 0% ${random.whole(15, 75)}%)`;
  pen.lineWidth = random.whole(2, 8);
  for (let at = random.whole(0, size); at < Math.max(width, height); at += size) {
    pen.strokeRect(at, -10, 0, height + 20);
    pen.strokeRect(-10, at, width + 20, 0);
  }
};

/** The lid of a scanner, or the paper behind a card. */
export const platen: Painter = (pen, width, height, random) => {
  pen.fillStyle = `hsl(${random.whole(0, 360)} ${random.whole(0, 8)}% ${random.pick([99, 97, 94, 88, 70, 35, 12])}%)`;
  pen.fillRect(0, 0, width, height);
};

export const checks: Painter = (pen, width, height, random) => {
  const hue = random.whole(0, 360);
  const size = random.whole(30, 130);
  pen.fillStyle = `hsl(${hue} 30% ${random.whole(80, 96)}%)`;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = `hsl(${hue} ${random.whole(30, 80)}% ${random.whole(30, 60)}% / 0.5)`;
  for (let at = -random.whole(0, size); at < Math.max(width, height); at += 2 * size) {
    pen.fillRect(at, 0, size, height);
    pen.fillRect(0, at, width, size);
  }
};

export const stone: Painter = (pen, width, height, random) => {
  const [hue, light] = [random.whole(0, 360), random.whole(25, 80)];
  pen.fillStyle = `hsl(${hue} 8% ${light}%)`;
  pen.fillRect(0, 0, width, height);
  for (let speck = 3500; speck > 0; speck -= 1) {
    pen.fillStyle = `hsl(${hue + random.bell(30)} ${random.whole(0, 25)}% ${light + random.bell(25)}% / 0.6)`;
    pen.beginPath();
    const size = random.between(1, 9);
    pen.ellipse(
      random.between(0, width),
      random.between(0, height),
      size,
      size * random.between(0.4, 1),
      0,
      0,
      7,
    );
    pen.fill();
  }
};

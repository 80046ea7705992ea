import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Dice } from './dice.js';
import { plainFace } from './fonts.js';

type Painter = (pen: SKRSContext2D, width: number, height: number, dice: Dice) => void;

const plain: Painter = (pen, width, height, dice) => {
  const hue = dice.whole(0, 360);
  const ground = pen.createLinearGradient(0, 0, width, height);
  ground.addColorStop(0, `hsl(${hue} ${dice.whole(0, 30)}% ${dice.whole(20, 90)}%)`);
  ground.addColorStop(1, `hsl(${hue + 20} ${dice.whole(0, 30)}% ${dice.whole(20, 90)}%)`);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
};

const wood: Painter = (pen, width, height, dice) => {
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

const cloth: Painter = (pen, width, height, dice) => {
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

const tiles: Painter = (pen, width, height, dice) => {
  plain(pen, width, height, dice);
  const size = dice.whole(120, 360);
  pen.strokeStyle = `hsl(0 0% ${dice.whole(15, 75)}%)`;
  pen.lineWidth = dice.whole(2, 8);
  for (let at = dice.whole(0, size); at < Math.max(width, height); at += size) {
    pen.strokeRect(at, -10, 0, height + 20);
    pen.strokeRect(-10, at, width + 20, 0);
  }
};

/** Papers with print on them: text that is not the card's. */
const papers: Painter = (pen, width, height, dice) => {
  wood(pen, width, height, dice);
  for (let sheet = 0; sheet < 3; sheet += 1) {
    pen.save();
    pen.translate(dice.between(0, width), dice.between(0, height));
    pen.rotate(dice.bell(1.2));
    pen.fillStyle = `hsl(${dice.whole(40, 60)} 20% ${dice.whole(78, 95)}%)`;
    pen.fillRect(-width / 3, -height / 3, (2 * width) / 3, (2 * height) / 3);
    pen.fillStyle = `hsl(220 10% ${dice.whole(15, 40)}%)`;
    const size = dice.whole(12, 30);
    pen.font = `${size}px "${plainFace(400)}"`;
    for (let y = -height / 3 + size * 2; y < height / 3; y += size * 1.5) {
      pen.fillText(words(dice), -width / 3 + size, y, (2 * width) / 3 - 2 * size);
    }
    pen.restore();
  }
};

const PAPER_WORDS =
  'laporan surat nomor tanggal perihal lampiran Daftar barang harga jumlah total 2019 15.000 kepada yth bapak ibu dengan hormat Nama Alamat'.split(
    ' ',
  );

function words(dice: Dice): string {
  return Array.from({ length: dice.whole(3, 9) }, () => dice.pick(PAPER_WORDS)).join(' ');
}

const PAINTERS: readonly Painter[] = [plain, wood, cloth, tiles, papers];

/** What a card may lie on: RGBA, row by row. */
export function paintBackground(
  width: number,
  height: number,
  dice: Dice,
  cluttered: boolean,
): Uint8ClampedArray {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  dice.pick(cluttered ? PAINTERS : PAINTERS.slice(0, 3))(pen, width, height, dice);
  return new Uint8ClampedArray(pen.getImageData(0, 0, width, height).data);
}

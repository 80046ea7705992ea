import type { SKRSContext2D } from '@napi-rs/canvas';
import { plainFace } from './fonts.js';
import type { Random } from './random.js';
import { type Painter, wood } from './surfaces.js';

/** Papers with print on them: text that is not the card's. */
export const papers: Painter = (pen, width, height, random) => {
  wood(pen, width, height, random);
  for (let sheet = 0; sheet < 3; sheet += 1) {
    pen.save();
    pen.translate(random.between(0, width), random.between(0, height));
    pen.rotate(random.bell(1.2));
    pen.fillStyle = `hsl(${random.whole(40, 60)} 20% ${random.whole(78, 95)}%)`;
    pen.fillRect(-width / 3, -height / 3, (2 * width) / 3, (2 * height) / 3);
    const size = random.whole(12, 30);
    writeWith(pen, size, random);
    for (let y = -height / 3 + size * 2; y < height / 3; y += size * 1.5) {
      pen.fillText(sentence(random), -width / 3 + size, y, (2 * width) / 3 - 2 * size);
    }
    pen.restore();
  }
};

/** A form with labels and ruled lines, level with the card. */
export const form: Painter = (pen, width, height, random) => {
  pen.fillStyle = `hsl(${random.whole(30, 230)} 8% ${random.whole(86, 98)}%)`;
  pen.fillRect(0, 0, width, height);
  pen.save();
  pen.translate(width / 2, height / 2);
  pen.rotate(random.bell(0.05));
  const size = random.whole(13, 26);
  writeWith(pen, size, random);
  pen.strokeStyle = pen.fillStyle;
  pen.lineWidth = 1;
  for (let y = -height * 0.6; y < height * 0.6; y += size * 2) {
    pen.fillText(random.pick(FORM_LABELS), -width * 0.48, y);
    pen.strokeRect(-width * 0.25, y + size * 0.3, width * 0.75, 0);
    if (random.chance(0.5)) pen.fillText(sentence(random), -width * 0.24, y, width * 0.7);
  }
  pen.restore();
};

export const keyboard: Painter = (pen, width, height, random) => {
  const [ground, key] = random.pick([
    ['#181818', '#2e2e30'],
    ['#b9bcc0', '#f2f2f2'],
    ['#9a9ea3', '#26272a'],
  ] as const);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  const size = random.whole(60, 130);
  pen.font = `${Math.round(size * 0.3)}px "${plainFace(400)}"`;
  for (let y = -size / 2, row = 0; y < height; y += size, row += 1) {
    for (let x = -(row % 3) * size * 0.3; x < width; x += size) {
      pen.fillStyle = key;
      pen.beginPath();
      pen.roundRect(x, y, size * 0.9, size * 0.9, size * 0.1);
      pen.fill();
      pen.fillStyle = key === '#f2f2f2' ? '#333333' : '#dddddd';
      pen.fillText(random.pick([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789']), x + size * 0.2, y + size * 0.45);
    }
  }
};

/** Other cards and papers of a purse, with numbers on them. */
export const cards: Painter = (pen, width, height, random) => {
  wood(pen, width, height, random);
  for (let card = random.whole(2, 5); card > 0; card -= 1) {
    const size = Math.min(width, height) * random.between(0.5, 0.9);
    pen.save();
    pen.translate(random.between(0, width), random.between(0, height));
    pen.rotate(random.between(-3, 3));
    pen.fillStyle = `hsl(${random.whole(0, 360)} ${random.whole(10, 70)}% ${random.whole(25, 75)}%)`;
    pen.beginPath();
    pen.roundRect(-size / 2, -size * 0.315, size, size * 0.63, size * 0.04);
    pen.fill();
    pen.fillStyle = random.pick(['#f0f0f0', '#e8d9a0', '#202020']);
    pen.font = `${Math.round(size * 0.065)}px "${plainFace(700)}"`;
    const four = () => String(random.whole(0, 9999)).padStart(4, '0');
    pen.fillText(`${four()} ${four()} ${four()} ${four()}`, -size * 0.4, size * 0.05);
    pen.fillText(random.pick(['KARTU ANGGOTA', 'MEMBER CARD', 'KARTU BELANJA']), -size * 0.4, -size * 0.2);
    pen.restore();
  }
};

/** A picture viewer on a screen. */
export const screen: Painter = (pen, width, height, random) => {
  pen.fillStyle = random.pick(['#000000', '#101214', '#f4f4f4', '#1e2a38']);
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = random.pick(['#2b2d31', '#d8dade', '#075e54']);
  const bar = height * random.between(0.04, 0.09);
  pen.fillRect(0, 0, width, bar);
  pen.fillStyle = '#ffffff';
  pen.font = `${Math.round(bar * 0.45)}px "${plainFace(400)}"`;
  pen.fillText(
    random.pick(['IMG_20240312_0931.jpg', 'WhatsApp', 'Foto KTP', 'Galeri 3 dari 18']),
    bar,
    bar * 0.65,
  );
};

const PAPER_WORDS =
  'laporan surat nomor tanggal perihal lampiran Daftar barang harga jumlah total 2019 15.000 kepada yth bapak ibu dengan hormat Nama Alamat'.split(
    ' ',
  );
const FORM_LABELS = [
  'Nama :',
  'Alamat :',
  'No. Telepon :',
  'Tanggal :',
  'Pekerjaan :',
  'Tanda tangan',
  'Keperluan :',
  'FORMULIR',
  'Syarat :',
];

function sentence(random: Random): string {
  return Array.from({ length: random.whole(3, 9) }, () => random.pick(PAPER_WORDS)).join(' ');
}

function writeWith(pen: SKRSContext2D, size: number, random: Random): void {
  pen.fillStyle = `hsl(220 10% ${random.whole(15, 40)}%)`;
  pen.font = `${size}px "${plainFace(400)}"`;
}

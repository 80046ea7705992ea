import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { plainFace } from '../fonts.js';
import type { Scene } from '../light.js';
import type { Random } from '../random.js';
import { hills } from './relief.js';

/** What the held-out camera sees around the card; none of it is the common camera's. */
export type Scenery =
  | 'lid'
  | 'paper'
  | 'carpet'
  | 'sheet'
  | 'marble'
  | 'palm'
  | 'newsprint'
  | 'desk'
  | 'wallets'
  | 'window';

type Painter = (pen: SKRSContext2D, width: number, height: number, random: Random) => void;

/** Size in pixels, and strength, of the texture. */
const WOVEN: Partial<Record<Scenery, readonly [size: number, strength: number]>> = {
  carpet: [3, 0.5],
  sheet: [90, 0.22],
  marble: [140, 0.12],
  palm: [40, 0.1],
  desk: [200, 0.1],
  paper: [160, 0.05],
};

const WORDS =
  'harga beras turun pekan ini kata menteri warga desa sungai banjir jalan tol dibuka kembali setelah perbaikan tahun 2023 rapat kota persija menang'.split(
    ' ',
  );

const veined: Painter = (pen, width, height, random) => {
  const light = random.whole(20, 92);
  pen.fillStyle = `hsl(${random.whole(0, 360)} 6% ${light}%)`;
  pen.fillRect(0, 0, width, height);
  for (let vein = random.whole(5, 16); vein > 0; vein -= 1) {
    pen.strokeStyle = `hsl(30 10% ${light > 50 ? light - 25 : light + 25}% / ${random.between(0.15, 0.6)})`;
    pen.lineWidth = random.between(0.5, 6);
    let [x, y] = [random.between(0, width), random.between(0, height)];
    pen.beginPath();
    pen.moveTo(x, y);
    for (let bend = 0; bend < 14; bend += 1) {
      x += random.bell(60);
      y += random.between(-10, 60);
      pen.lineTo(x, y);
    }
    pen.stroke();
  }
};

/** A hand below the card. */
const palm: Painter = (pen, width, height, random) => {
  pen.fillStyle = `hsl(${random.whole(0, 360)} 15% ${random.whole(15, 75)}%)`;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = `hsl(${random.whole(14, 30)} ${random.whole(28, 50)}% ${random.whole(32, 72)}%)`;
  pen.translate(width / 2, height / 2);
  pen.rotate(random.bell(0.6));
  pen.beginPath();
  pen.ellipse(0, height * 0.15, width * 0.5, height * 0.45, 0, 0, 7);
  pen.fill();
  pen.lineCap = 'round';
  pen.strokeStyle = pen.fillStyle;
  pen.lineWidth = Math.min(width, height) * 0.15;
  for (let finger = -2; finger <= 2; finger += 1) {
    pen.beginPath();
    pen.moveTo(finger * width * 0.13, 0);
    pen.lineTo(finger * width * 0.19, -height * random.between(0.38, 0.56));
    pen.stroke();
  }
};

const newsprint: Painter = (pen, width, height, random) => {
  pen.fillStyle = `hsl(45 12% ${random.whole(70, 88)}%)`;
  pen.fillRect(0, 0, width, height);
  pen.translate(width / 2, height / 2);
  pen.rotate(random.between(-3, 3));
  const size = random.whole(9, 18);
  pen.fillStyle = '#3a3835';
  pen.font = `${size}px "${plainFace(400)}"`;
  const reach = Math.hypot(width, height) / 2;
  for (let x = -reach; x < reach; x += size * 15) {
    for (let y = -reach; y < reach; y += size * 1.3) {
      pen.fillText(Array.from({ length: 4 }, () => random.pick(WORDS)).join(' '), x, y, size * 14);
    }
  }
};

/** Things of an office: a pen, a phone, a note. */
const desk: Painter = (pen, width, height, random) => {
  pen.fillStyle = `hsl(${random.whole(20, 40)} ${random.whole(10, 45)}% ${random.whole(18, 70)}%)`;
  pen.fillRect(0, 0, width, height);
  for (let thing = random.whole(2, 5); thing > 0; thing -= 1) {
    pen.save();
    pen.translate(random.between(0, width), random.between(0, height));
    pen.rotate(random.between(-3, 3));
    const [long, wide] = random.pick([
      [0.7, 0.03],
      [0.5, 0.26],
      [0.35, 0.3],
    ] as const);
    pen.fillStyle = random.pick(['#101418', '#f0ead0', '#2244aa', '#e8e8e8', '#aa2233']);
    pen.beginPath();
    pen.roundRect(0, 0, long * width, wide * width, 8);
    pen.fill();
    pen.fillStyle = '#8888aa';
    pen.font = `${Math.round(width * 0.025)}px "${plainFace(400)}"`;
    if (wide > 0.2)
      for (let row = 1; row < 5; row += 1) pen.fillText(random.pick(WORDS), 12, row * width * 0.045);
    pen.restore();
  }
};

/** A window of a program with its frame. */
const window: Painter = (pen, width, height, random) => {
  pen.fillStyle = random.pick(['#202225', '#ffffff', '#303a46']);
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = random.pick(['#3a6ea5', '#dddddd', '#444444']);
  pen.fillRect(0, 0, width, height * 0.05);
  pen.fillRect(0, height * 0.96, width, height * 0.04);
  pen.fillStyle = '#999999';
  pen.font = `${Math.round(height * 0.028)}px "${plainFace(400)}"`;
  pen.fillText(
    random.pick(['Berkas  Ubah  Tampilan  Bantuan', 'ktp (2).pdf - 1 / 1', 'scan0004.jpg']),
    12,
    height * 0.035,
  );
};

const PAINTERS: Readonly<Record<Scenery, Painter>> = {
  lid: filled((random) => `hsl(210 4% ${random.pick([100, 98, 92, 80, 25, 5])}%)`),
  paper: filled((random) => `hsl(${random.whole(30, 220)} 5% ${random.whole(84, 97)}%)`),
  carpet: filled(
    (random) => `hsl(${random.whole(0, 360)} ${random.whole(15, 50)}% ${random.whole(20, 55)}%)`,
  ),
  sheet: filled((random) => `hsl(${random.whole(0, 360)} ${random.whole(5, 50)}% ${random.whole(45, 88)}%)`),
  marble: veined,
  palm,
  newsprint,
  desk,
  wallets: filled(
    (random) => `hsl(${random.whole(10, 30)} ${random.whole(20, 45)}% ${random.whole(10, 32)}%)`,
  ),
  window,
};

/** Draws what the card of a held-out picture lies on, or in front of. */
export function paintScenery(width: number, height: number, scenery: Scenery, random: Random): Scene {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  PAINTERS[scenery](pen, width, height, random);
  const pixels = new Uint8ClampedArray(pen.getImageData(0, 0, width, height).data);
  const weave = WOVEN[scenery];
  if (weave !== undefined) roughen({ width, height, pixels }, weave, random);
  return { width, height, pixels };
}

function roughen(
  { width, height, pixels }: Scene,
  [size, strength]: readonly [number, number],
  random: Random,
): void {
  const [coarse, fine] = [hills(random), hills(random)];
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const height2 = coarse(x / size, y / size) + 0.5 * fine((2.3 * x) / size, (1.7 * y) / size);
      const light = 1 + strength * height2;
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[at + channel] = (pixels[at + channel] ?? 0) * light;
      }
    }
  }
}

function filled(colour: (random: Random) => string): Painter {
  return (pen, width, height, random) => {
    pen.fillStyle = colour(random);
    pen.fillRect(0, 0, width, height);
  };
}

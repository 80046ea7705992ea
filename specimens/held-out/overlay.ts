import { createCanvas, ImageData, type SKRSContext2D } from '@napi-rs/canvas';
import { plainFace } from '../fonts.js';
import type { Point } from '../geometry.js';
import type { Scene } from '../light.js';
import type { Random } from '../random.js';

/** What people and programs put over a picture. */
export type Overlay = 'timestamp' | 'watermark' | 'screenshot';

export interface Overlaid {
  readonly scene: Scene;
  /** Where the old picture's origin is in the new one. */
  readonly origin: Point;
}

export function overlay(scene: Scene, kind: Overlay, random: Random): Overlaid {
  return { timestamp, watermark, screenshot }[kind](scene, random);
}

function drawn({ width, height, pixels }: Scene, paint: (pen: SKRSContext2D) => void): Scene {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  paint(pen);
  return { width, height, pixels: new Uint8ClampedArray(pen.getImageData(0, 0, width, height).data) };
}

const two = (value: number) => String(value).padStart(2, '0');

/** Day and hour in a corner of the picture, small enough not to hide a line. */
function timestamp(scene: Scene, random: Random): Overlaid {
  const size = Math.max(9, Math.round(scene.height * random.between(0.022, 0.034)));
  const time = `${random.whole(2019, 2026)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))} ${two(random.whole(6, 22))}:${two(random.whole(0, 59))}`;
  const text = random.pick([time, `${time} -6.2088 106.8456`, `REDMI NOTE  ${time}`]);
  const painted = drawn(scene, (pen) => {
    pen.font = `${size}px "${plainFace(400)}"`;
    pen.fillStyle = random.pick(['#ffcc33', '#ffffff', '#ff5522']);
    const x = random.chance(0.6) ? scene.width - pen.measureText(text).width - size / 2 : size / 2;
    pen.fillText(text, Math.max(2, x), random.chance(0.8) ? scene.height - size * 0.4 : size);
  });
  return { scene: painted, origin: { x: 0, y: 0 } };
}

/** A purpose written across, faint enough to read through. */
function watermark(scene: Scene, random: Random): Overlaid {
  const text = random.pick(['KHUSUS VERIFIKASI', 'UNTUK PENGAJUAN KREDIT', 'COPY', 'hanya untuk registrasi']);
  const painted = drawn(scene, (pen) => {
    const size = scene.width * random.between(0.05, 0.085);
    pen.translate(scene.width / 2, scene.height / 2);
    pen.rotate(random.between(-0.6, 0.6));
    pen.font = `700 ${size}px "${plainFace(700)}"`;
    pen.textAlign = 'center';
    pen.fillStyle = `rgb(${random.pick(['255 255 255', '120 120 120', '200 40 40'])} / ${random.between(0.08, 0.2)})`;
    for (const row of random.chance(0.4) ? [-2, 0, 2] : [0]) pen.fillText(text, 0, row * size * 1.6);
  });
  return { scene: painted, origin: { x: 0, y: 0 } };
}

/** A phone's screen around the picture. */
function screenshot(scene: Scene, random: Random): Overlaid {
  const [bar, foot] = [
    Math.round(scene.width * random.between(0.06, 0.16)),
    Math.round(scene.width * random.between(0.05, 0.3)),
  ];
  const height = bar + scene.height + foot;
  const canvas = createCanvas(scene.width, height);
  const pen = canvas.getContext('2d');
  const dark = random.chance(0.7);
  pen.fillStyle = dark ? '#050505' : '#fafafa';
  pen.fillRect(0, 0, scene.width, height);
  pen.putImageData(new ImageData(new Uint8ClampedArray(scene.pixels), scene.width, scene.height), 0, bar);
  pen.fillStyle = dark ? '#e8e8e8' : '#202020';
  pen.font = `${Math.round(bar * 0.32)}px "${plainFace(400)}"`;
  pen.fillText(`${random.whole(6, 22)}.${two(random.whole(0, 59))}`, bar * 0.3, bar * 0.6);
  pen.fillText(
    random.pick(['Anda · kemarin 09.14', '87%  LTE', 'Kirim   Edit   Hapus']),
    scene.width * 0.5,
    bar * 0.6,
  );
  if (foot > bar)
    pen.fillText(random.pick(['Balas', 'Tambah keterangan...', 'Bagikan']), bar * 0.4, height - foot * 0.4);
  return {
    scene: {
      width: scene.width,
      height,
      pixels: new Uint8ClampedArray(pen.getImageData(0, 0, scene.width, height).data),
    },
    origin: { x: 0, y: bar },
  };
}

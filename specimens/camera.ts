import sharp, { type Kernel, type Sharp } from 'sharp';
import type { Scene } from './light.js';
import type { Random } from './random.js';
import type { Shot } from './shot.js';

/** The gateway takes less than this many bytes. */
const MOST_BYTES = 2 * 1024 * 1024;

/** What becomes of the light between the lens and the file. */
export async function develop(scene: Scene, shot: Shot, random: Random): Promise<Buffer> {
  const { width, height } = scene;
  const blurred = await smeared(pictureOf(scene), shot, random).raw().toBuffer();
  const seen: Scene = { width, height, pixels: new Uint8ClampedArray(blurred) };
  addNoise(seen, random, shot.noise);
  if (shot.copied) addToner(seen, random);
  let picture = pictureOf(seen).removeAlpha();
  if (shot.grey) picture = picture.greyscale();
  if (shot.copied) picture = picture.linear(random.between(1.15, 1.6), -random.between(15, 55));
  const upright = await picture.toColourspace('srgb').png({ compressionLevel: 1 }).toBuffer();
  const stored = shot.quarters > 0 ? sharp(upright).rotate(shot.quarters * 90) : sharp(upright);
  return save(shot.resent < 1 ? await resend(stored, shot) : stored, shot.quality);
}

/** As a messenger does: saved once, made smaller. */
async function resend(picture: Sharp, { resent, quality }: Shot): Promise<Sharp> {
  const { data, info } = await picture
    .jpeg({ quality: Math.min(95, quality + 12) })
    .toBuffer({ resolveWithObject: true });
  return sharp(data).resize(Math.round(info.width * resent), Math.round(info.height * resent), {
    fit: 'fill',
  });
}

async function save(picture: Sharp, quality: number): Promise<Buffer> {
  const jpeg = await picture.clone().jpeg({ quality }).toBuffer();
  return jpeg.length < MOST_BYTES || quality <= 20 ? jpeg : save(picture, quality - 10);
}

function pictureOf({ width, height, pixels }: Scene): Sharp {
  return sharp(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length), {
    raw: { width, height, channels: 4 },
  });
}

function smeared(picture: Sharp, { blur, motion, motionDegrees }: Shot, random: Random): Sharp {
  const angle = (motionDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const moved = kernel(
    motion / 2,
    (x, y) => Math.abs(x * cos + y * sin) <= motion / 2 && Math.abs(x * sin - y * cos) < 0.6,
  );
  const disc = kernel(blur * 1.7, (x, y) => Math.hypot(x, y) <= blur * 1.7);
  if (motion >= 2) return (blur > 0.3 ? picture.blur(blur) : picture).convolve(moved);
  // A lens out of focus spreads a point to a disc; a soft one to a bell.
  if (blur > 0.9 && random.chance(0.5)) return picture.convolve(disc);
  return blur > 0.3 ? picture.blur(blur) : picture;
}

/** Evenly over the places around the middle that `covers`, sampled finely so that part of a pixel counts as part. */
function kernel(reach: number, covers: (x: number, y: number) => boolean): Kernel {
  const arm = Math.max(1, Math.ceil(reach));
  const size = 2 * arm + 1;
  const fine = [-0.375, -0.125, 0.125, 0.375];
  const weights = Array.from({ length: size * size }, (_, at) => {
    const [x, y] = [(at % size) - arm, Math.floor(at / size) - arm];
    return fine.flatMap((dx) => fine.filter((dy) => covers(x + dx, y + dy))).length;
  });
  return { width: size, height: size, kernel: weights };
}

/** Noise of the sensor: mostly the same for all three colours. */
function addNoise({ pixels }: Scene, random: Random, spread: number): void {
  const rolls = Float32Array.from({ length: 1 << 16 }, () => random.bell(spread));
  for (let at = 0; at < pixels.length; at += 4) {
    const grey = rolls[random.whole(0, 0xffff)] ?? 0;
    let colour = random.whole(0, 0xffff);
    for (let channel = 0; channel < 3; channel += 1) {
      colour = (colour + 0x51ed) & 0xffff;
      pixels[at + channel] = (pixels[at + channel] ?? 0) + grey + 0.5 * (rolls[colour] ?? 0);
    }
  }
}

/** Specks, and streaks down the page. */
function addToner({ width, height, pixels }: Scene, random: Random): void {
  const darken = (x: number, y: number, by: number) => {
    const at = (y * width + x) * 4;
    for (let channel = 0; channel < 3; channel += 1) pixels[at + channel] = (pixels[at + channel] ?? 0) - by;
  };
  for (let speck = Math.round(width * height * random.between(0, 0.0012)); speck > 0; speck -= 1) {
    darken(random.whole(0, width - 1), random.whole(0, height - 1), random.between(40, 200));
  }
  for (let streak = random.whole(0, 4); streak > 0; streak -= 1) {
    const [x, by] = [random.whole(0, width - 1), random.between(-40, 60)];
    for (let y = 0; y < height; y += 1) darken(x, y, by);
  }
}

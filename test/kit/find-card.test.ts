import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Corners, findCard } from '../../packages/client/src/capture/find-card.js';

const CARDS = new URL('../fixtures/cards/', import.meta.url);

/** As the camera's pictures are looked at. */
async function seen(picture: Buffer, light = 1) {
  const { data, info } = await sharp(picture)
    .resize({ width: 240 })
    .linear(light, 0)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint32Array(new Uint8Array(data).buffer);
  return { width: info.width, height: info.height, pixels };
}

function error(found: Corners | null, truth: Corners, scale: number): number {
  if (found === null) return Number.POSITIVE_INFINITY;
  const width = Math.hypot(truth[1].x - truth[0].x, truth[1].y - truth[0].y) * scale;
  const off = found.map(({ x, y }, n) => Math.hypot(x - truth[n]!.x * scale, y - truth[n]!.y * scale));
  return off.reduce((sum, each) => sum + each, 0) / 4 / width;
}

describe('findCard', () => {
  it.each([
    ['contradictions', 1],
    ['hard', 1],
    ['mild', 1],
    ['contradictions', 0.25],
    ['mild', 0.25],
  ])('finds the corners of %s in light of %d, to a fiftieth of its width', async (name, light) => {
    const { corners } = JSON.parse(readFileSync(new URL(`${name}.json`, CARDS), 'utf8'));
    const jpeg = readFileSync(new URL(`${name}.jpg`, CARDS));
    const { width } = await sharp(jpeg).metadata();
    expect(error(findCard(await seen(jpeg, light)), corners, 240 / width)).toBeLessThan(0.02);
  });

  it('finds none on an empty table', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
    const table = sharp({ create: { width: 960, height: 600, channels: 3, background: '#888', noise } });
    expect(findCard(await seen(await table.png().toBuffer()))).toBeNull();
  });
});

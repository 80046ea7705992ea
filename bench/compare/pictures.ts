import { readdirSync, readFileSync } from 'node:fs';
import { TIERS } from '../../specimens/shot.js';
import type { RegionTable } from '../../src/regions/region.js';
import { drawnCards } from '../accuracy/sources.js';

const FIXTURES = new URL('../../test/fixtures/cards/', import.meta.url);

/** The drawn cards of the tests, which show a card each. */
export function fixtureCards(): readonly Buffer[] {
  return readdirSync(FIXTURES)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(new URL(name.replace('.json', '.jpg'), FIXTURES)));
}

/** Photographs as `bench:accuracy` draws them, so many of each tier; the same on every run. */
export async function photos(count: number, regions: RegionTable): Promise<readonly Buffer[]> {
  const pictures: Buffer[] = [];
  const drawing = {
    tiers: TIERS,
    count,
    seed: 'compare',
    fonts: 'held-out',
    camera: 'common',
    layout: 'common',
  } as const;
  for await (const { bytes } of drawnCards(drawing, regions)) pictures.push(bytes);
  return pictures;
}

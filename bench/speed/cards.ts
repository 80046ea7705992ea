import { TIERS } from '../../specimens/shot.js';
import { makeSpecimen } from '../../specimens/specimen.js';
import type { RegionTable } from '../../src/regions/region.js';

/** Pictures of so many drawn cards, the tiers taking turns; the same on every run. */
export async function picturesOfCards(count: number, seed: string, regions: RegionTable): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (let n = 0; n < count; n += 1) {
    const tier = TIERS[n % TIERS.length] as (typeof TIERS)[number];
    pictures.push((await makeSpecimen({ seed: `${seed}:${n}`, tier, fonts: 'common' }, regions)).jpeg);
  }
  return pictures;
}

import type { Region, RegionTable } from '../src/regions/region.js';
import type { Random } from './random.js';

/** Where a card's holder lives, and where the number was given. */
export interface Home {
  readonly province: Region;
  readonly regency: Region;
  readonly district: Region;
  readonly village: Region;
  /** Six digits. */
  readonly registeredIn: string;
}

/** What the face can print; the list has a few names with other signs. */
const PRINTABLE = /^[A-Za-z0-9 .,'/()-]+$/;

/** The provinces that others were split from since the KTP-el: Kaltim, Papua, Papua Barat. */
const SPLIT: Readonly<Record<string, readonly string[]>> = {
  '65': ['64'],
  '93': ['91'],
  '94': ['91'],
  '95': ['91'],
  '96': ['92'],
};

export function findHome(random: Random, regions: RegionTable): Home {
  const here = findPlace(random, regions);
  const old = formerPlace(regions, here);
  // Cards live for life: many still show the province and number of before a split.
  if (old !== null && random.chance(0.5)) return { ...here, ...old, registeredIn: old.district.code };
  const moved = random.chance(0.15) ? findPlace(random, regions) : here;
  const former = random.chance(0.5) ? formerPlace(regions, moved) : null;
  return { ...here, registeredIn: (former ?? moved).district.code };
}

type Place = Omit<Home, 'registeredIn'>;

export function findPlace(random: Random, regions: RegionTable): Place {
  for (;;) {
    const province = random.pick(regions.within(null));
    const regency = random.pick(regions.within(province.code));
    const district = random.pick(regions.within(regency.code));
    const village = random.pick(regions.within(district.code));
    if (village && PRINTABLE.test(village.name) && PRINTABLE.test(district.name))
      return { province, regency, district, village };
  }
}

/** The same district under its retired code; null where it has none. */
function formerPlace(
  regions: RegionTable,
  { province, regency, district }: Place,
): Omit<Place, 'village'> | null {
  for (const code of SPLIT[province.code] ?? []) {
    const formerRegency = predecessor(regions, code, regency);
    const formerDistrict = formerRegency && predecessor(regions, formerRegency.code, district);
    const formerProvince = regions.find(code);
    if (formerProvince && formerRegency && formerDistrict) {
      return { province: formerProvince, regency: formerRegency, district: formerDistrict };
    }
  }
  return null;
}

function predecessor(regions: RegionTable, within: string, { code }: Region): Region | null {
  return regions.named(within).find(({ region }) => region.successor === code)?.region ?? null;
}

export function printedProvince({ name }: Region, random: Random): string {
  if (!/JAKARTA/i.test(name)) return name.toUpperCase();
  return random.weighted([
    [16, 'DKI JAKARTA'],
    [3, 'DAERAH KHUSUS IBUKOTA JAKARTA'],
    [1, 'DAERAH KHUSUS JAKARTA'],
  ]);
}

/** Jakarta's cards leave out the kind; long names are shortened at times. */
export function printedRegency({ name }: Region, random: Random): string {
  const text = name
    .toUpperCase()
    .replace(/ ADMINISTRASI /, ' ')
    .replace(/^KAB\. /, 'KABUPATEN ');
  if (/JAKARTA|KEPULAUAN SERIBU/.test(text)) {
    return random.chance(0.85)
      ? withoutKind(text)
      : text.replace(/^KOTA /, random.pick(['KOTA ', 'KOTA ADM. ']));
  }
  return text.length > 34 && random.chance(0.4) ? text.replace('KEPULAUAN', 'KEP.') : text;
}

export function withoutKind(regency: string): string {
  return regency.toUpperCase().replace(/^(KOTA|KABUPATEN|KAB\.)( ADMINISTRASI| ADM\.)? /, '');
}

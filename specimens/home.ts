import type { Region, RegionTable } from '../src/regions/region.js';
import type { Dice } from './random.js';

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

export function findHome(dice: Dice, regions: RegionTable): Home {
  const here = findPlace(dice, regions);
  const old = formerPlace(regions, here);
  // Cards live for life: many still show the province and number of before a split.
  if (old !== null && dice.chance(0.5)) return { ...here, ...old, registeredIn: old.district.code };
  const moved = dice.chance(0.15) ? findPlace(dice, regions) : here;
  const former = dice.chance(0.5) ? formerPlace(regions, moved) : null;
  return { ...here, registeredIn: (former ?? moved).district.code };
}

type Place = Omit<Home, 'registeredIn'>;

export function findPlace(dice: Dice, regions: RegionTable): Place {
  for (;;) {
    const province = dice.pick(regions.within(null));
    const regency = dice.pick(regions.within(province.code));
    const district = dice.pick(regions.within(regency.code));
    const village = dice.pick(regions.within(district.code));
    if (village && PRINTABLE.test(village.name) && PRINTABLE.test(district.name))
      return { province, regency, district, village };
  }
}

/** The provinces that others were split from since the KTP-el: Kaltim, Papua, Papua Barat. */
const SPLIT: Readonly<Record<string, readonly string[]>> = {
  '65': ['64'],
  '93': ['91'],
  '94': ['91'],
  '95': ['91'],
  '96': ['92'],
};

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

export function printedProvince({ name }: Region, dice: Dice): string {
  if (!/JAKARTA/i.test(name)) return name.toUpperCase();
  return dice.weighted([
    [16, 'DKI JAKARTA'],
    [3, 'DAERAH KHUSUS IBUKOTA JAKARTA'],
    [1, 'DAERAH KHUSUS JAKARTA'],
  ]);
}

/** Jakarta's cards leave out the kind; long names are shortened at times. */
export function printedRegency({ name }: Region, dice: Dice): string {
  const text = name
    .toUpperCase()
    .replace(/ ADMINISTRASI /, ' ')
    .replace(/^KAB\. /, 'KABUPATEN ');
  if (/JAKARTA|KEPULAUAN SERIBU/.test(text)) {
    return dice.chance(0.85) ? withoutKind(text) : text.replace(/^KOTA /, dice.pick(['KOTA ', 'KOTA ADM. ']));
  }
  return text.length > 34 && dice.chance(0.4) ? text.replace('KEPULAUAN', 'KEP.') : text;
}

export function withoutKind(regency: string): string {
  return regency.toUpperCase().replace(/^(KOTA|KABUPATEN|KAB\.)( ADMINISTRASI| ADM\.)? /, '');
}

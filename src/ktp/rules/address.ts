import { kindFits, nameKey, squash } from '../../regions/names.js';
import type { Region, RegionLevel, RegionTable } from '../../regions/region.js';
import type { Card } from '../card.js';
import type { CheckContext } from '../card-text.js';
import { finding } from '../finding.js';
import type { Inconsistency } from '../inconsistency.js';
import { isBlank, isMasked, plainLine } from '../text.js';
import { shiftOf } from './reading.js';

/** Digits of a region's code, by level. */
const DIGITS: Readonly<Record<RegionLevel, number>> = { PROVINCE: 2, REGENCY: 4, DISTRICT: 6, VILLAGE: 10 };

/** A regency that lies in another province than the one printed. */
export function regencyOutsideProvince(card: Card, { regions }: CheckContext): readonly Inconsistency[] {
  const { province, regency, misplaced } = card.parsed.regions;
  if (!misplaced.has('REGENCY')) return [];
  return [
    finding({
      code: 'HEADER_HIERARCHY',
      severity: 'WARNING',
      fields: ['PROVINCE', 'REGENCY'],
      expected: parentName(regency, 'PROVINCE', regions),
      found: province?.name ?? null,
      EN: 'The regency or city lies in another province than the one above it, today and in all older lists; compare both with the card.',
      ID: 'Kabupaten/kota ini bukan bagian dari provinsi di atasnya, kini maupun dalam daftar lama; cocokkan keduanya dengan kartu.',
    }),
  ];
}

/** KOTA before a name that only a kabupaten has, or the reverse. */
export function regencyOfOtherKind({ parsed }: Card): readonly Inconsistency[] {
  const { regency } = parsed.regions;
  const { city } = parsed.values;
  if (regency === null || city === null) return [];
  const { kind } = nameKey('REGENCY', city);
  // In `KOTA BARU`, KOTA may be part of the name: Kotabaru.
  if (kindFits(kind, regency.code) || squash(city) === nameKey('REGENCY', regency.name).key) return [];
  return [
    finding({
      code: 'REGENCY_KIND',
      severity: 'WARNING',
      fields: ['REGENCY'],
      expected: regency.name,
      found: city,
      EN: 'No regency or city of this kind has the name, only one of the other kind; compare KABUPATEN or KOTA with the card.',
      ID: 'Nama ini hanya dimiliki wilayah jenis lain; cocokkan KABUPATEN atau KOTA dengan kartu.',
    }),
  ];
}

/** A district that lies in another regency than the one printed. */
export function districtOutsideRegency(card: Card, { regions }: CheckContext): readonly Inconsistency[] {
  const { district, regency, misplaced } = card.parsed.regions;
  if (!misplaced.has('DISTRICT') || shiftOf(card, 'DISTRICT') !== null) return [];
  return [
    finding({
      code: 'DISTRICT_HIERARCHY',
      severity: 'WARNING',
      fields: ['REGENCY', 'DISTRICT'],
      expected: parentName(district, 'REGENCY', regions),
      found: district === null ? plainLine(card.text.raw.district) : (regency?.name ?? null),
      EN: 'No district of this regency or city is listed under this name; it may be misread, renamed or moved by a split: compare it with the card.',
      ID: 'Tidak ada kecamatan bernama ini di kabupaten/kota tersebut; mungkin salah baca, berganti nama, atau pindah karena pemekaran: cocokkan dengan kartu.',
    }),
  ];
}

/** A village that lies in another district than the one printed. */
export function villageOutsideDistrict(card: Card, { regions }: CheckContext): readonly Inconsistency[] {
  const { village, district, misplaced } = card.parsed.regions;
  if (!misplaced.has('VILLAGE') || shiftOf(card, 'VILLAGE') !== null) return [];
  return [
    finding({
      code: 'VILLAGE_HIERARCHY',
      severity: 'INFO',
      fields: ['DISTRICT', 'VILLAGE'],
      expected: parentName(village, 'DISTRICT', regions),
      found: village === null ? plainLine(card.text.raw.village) : (district?.name ?? null),
      EN: 'No village of this district is listed under this name; villages are often renamed: compare it with the card.',
      ID: 'Tidak ada kelurahan/desa bernama ini di kecamatan tersebut; nama desa sering berubah: cocokkan dengan kartu.',
    }),
  ];
}

/** RT and RW that are not three digits each. */
export function rtRwIrregular({ text: { raw }, parsed }: Card): readonly Inconsistency[] {
  if (isBlank(raw.rtrw) && !/[-–—]/.test(raw.rtrw?.slice(0, 20) ?? '')) return [];
  if (isMasked(raw.rtrw) || parsed.rtRw?.regular) return [];
  return [
    finding({
      code: 'RTRW_FORM',
      severity: 'INFO',
      fields: ['RT_RW'],
      expected: 'ddd/ddd',
      found: raw.rtrw,
      EN: 'RT/RW is not written as three digits, slash, three digits; some neighbourhoods have none.',
      ID: 'RT/RW tidak tertulis sebagai tiga digit, garis miring, tiga digit; sebagian lingkungan memang tidak punya.',
    }),
  ];
}

function parentName(region: Region | null, level: RegionLevel, regions: RegionTable): string | null {
  return region === null ? null : (regions.find(region.code.slice(0, DIGITS[level]))?.name ?? null);
}

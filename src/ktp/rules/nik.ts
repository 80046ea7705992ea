import { successorOf } from '../../regions/match.js';
import type { Region, RegionTable } from '../../regions/region.js';
import type { Card } from '../card.js';
import type { CheckContext } from '../card-text.js';
import type { CalendarDate } from '../date.js';
import { finding } from '../finding.js';
import type { Inconsistency } from '../inconsistency.js';
import type { Nik } from '../nik/nik.js';

/** A birth date that differs from the one in the NIK. It proves nothing: if a birth date is corrected later, the NIK stays the same. */
export function nikBirthDateDiffers({ nik, birthDate }: Card): readonly Inconsistency[] {
  const inNik = trusted(nik)?.birthDate ?? trusted(nik)?.birthDateCandidates[0] ?? null;
  if (inNik === null || birthDate === null || inNik.slice(2) === birthDate.slice(2)) return [];
  const { EN, ID } = difference(inNik, birthDate);
  return [
    finding({
      code: 'NIK_BIRTHDATE_MISMATCH',
      severity: 'WARNING',
      fields: ['NIK', 'BIRTH_DATE'],
      expected: inNik,
      found: birthDate,
      EN: `The NIK and the date of birth disagree (${EN}); compare both with the card.`,
      ID: `NIK dan tanggal lahir berbeda (${ID}); cocokkan keduanya dengan kartu.`,
    }),
  ];
}

/** A gender that differs from the one in the NIK. */
export function nikGenderDiffers({ nik, gender }: Card): readonly Inconsistency[] {
  const inNik = trusted(nik)?.gender ?? null;
  if (inNik === null || gender === null || inNik === gender) return [];
  return [
    finding({
      code: 'NIK_GENDER_MISMATCH',
      severity: 'WARNING',
      fields: ['NIK', 'GENDER'],
      expected: inNik,
      found: gender,
      EN: 'The NIK and the gender disagree; compare both with the card.',
      ID: 'NIK dan jenis kelamin berbeda; cocokkan keduanya dengan kartu.',
    }),
  ];
}

/** An address that differs from the region in the NIK. The NIK keeps the region of first registration when its holder moves (PP 40/2019 article 30(2)). */
export function nikRegionDiffers({ nik, parsed }: Card, { regions }: CheckContext): readonly Inconsistency[] {
  const { province, regency, misplaced } = parsed.regions;
  const registered = trusted(nik);
  if (registered === null || misplaced.has('REGENCY')) return [];
  const from = today(registered.province, registered.regency, regions);
  const to = today(province, regency, regions);
  if (from.province === null || to.province === null) return [];
  if (from.province.code !== to.province.code) {
    return [
      finding({
        code: 'NIK_REGION_ADDRESS_PROVINCE',
        severity: 'INFO',
        fields: ['NIK', 'PROVINCE'],
        expected: from.province.name,
        found: to.province.name,
        EN: 'The NIK was given in another province than that of the address; that is normal after a move.',
        ID: 'NIK diterbitkan di provinsi lain daripada alamat; itu wajar setelah pindah.',
      }),
    ];
  }
  if (from.regency === null || to.regency === null || from.regency.code === to.regency.code) return [];
  return [
    finding({
      code: 'NIK_REGION_ADDRESS_REGENCY',
      severity: 'INFO',
      fields: ['NIK', 'REGENCY'],
      expected: from.regency.name,
      found: to.regency.name,
      EN: 'The NIK was given in another regency or city than that of the address; that is normal after a move.',
      ID: 'NIK diterbitkan di kabupaten/kota lain daripada alamat; itu wajar setelah pindah.',
    }),
  ];
}

/** The NIK if it was not repaired: a guess is not compared with the rest of the card. */
function trusted(nik: Nik | null): Nik | null {
  return nik === null || nik.repaired ? null : nik;
}

interface ProvinceAndRegency {
  readonly province: Region | null;
  readonly regency: Region | null;
}

function today(province: Region | null, regency: Region | null, regions: RegionTable): ProvinceAndRegency {
  if (regency === null) return { province, regency };
  const now = successorOf(regency, regions);
  return { province: regions.find(now.code.slice(0, 2)), regency: now };
}

/** How two dates differ, without their centuries. It tells a misreading from a correction. */
function difference(a: CalendarDate, b: CalendarDate): { readonly EN: string; readonly ID: string } {
  const [yearA, monthA, dayA] = a.slice(2).split('-');
  const [yearB, monthB, dayB] = b.slice(2).split('-');
  if (yearA === yearB && monthA === dayB && dayA === monthB)
    return { EN: 'day and month are swapped', ID: 'tanggal dan bulan tertukar' };
  const digits = Array.from(a.slice(2)).filter((digit, i) => digit !== b.slice(2)[i]).length;
  if (digits === 1) return { EN: 'in one digit', ID: 'pada satu digit' };
  if (monthA === monthB && dayA === dayB) return { EN: 'in the year', ID: 'pada tahun' };
  return { EN: 'in several digits', ID: 'pada beberapa digit' };
}

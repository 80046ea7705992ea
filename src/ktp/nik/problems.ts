import type { Region, RegionTable } from '../../regions/region.js';
import { finding } from '../finding.js';
import type { Inconsistency } from '../inconsistency.js';
import { BIRTH, isDay, NIK_DIGITS, type NikBirthday } from './parts.js';

const NIK = ['NIK'] as const;

/** The parts of a NIK that are checked. */
export interface JudgedNik {
  readonly number: string;
  readonly province: Region | null;
  readonly regency: Region | null;
  readonly district: Region | null;
  readonly birth: NikBirthday;
  readonly dateExists: boolean;
}

/** The findings about sixteen digits. */
export function findNikProblems(parts: JudgedNik, regions: RegionTable): readonly Inconsistency[] {
  return [dateProblems(parts), serialProblems(parts), regionProblems(parts, regions)].flat();
}

function dateProblems({ number, birth, dateExists }: JudgedNik): readonly Inconsistency[] {
  const problems: Inconsistency[] = [];
  if (!isDay(birth.day)) {
    problems.push(
      finding({
        code: 'NIK_DAY',
        severity: 'ERROR',
        fields: NIK,
        expected: '01-31, 41-71',
        found: number.slice(6, 8),
        EN: 'Digits 7 and 8 of the NIK are no day of birth; compare the number with the card.',
        ID: 'Digit ke-7 dan ke-8 NIK bukan tanggal lahir; cocokkan nomor dengan kartu.',
      }),
    );
  }
  if (birth.month < 1 || birth.month > 12) {
    problems.push(
      finding({
        code: 'NIK_MONTH',
        severity: 'ERROR',
        fields: NIK,
        expected: '01-12',
        found: number.slice(8, 10),
        EN: 'Digits 9 and 10 of the NIK are no month; compare the number with the card.',
        ID: 'Digit ke-9 dan ke-10 NIK bukan bulan; cocokkan nomor dengan kartu.',
      }),
    );
  }
  if (problems.length === 0 && !dateExists) {
    problems.push(
      finding({
        code: 'NIK_DATE_IMPOSSIBLE',
        severity: 'ERROR',
        fields: NIK,
        found: number.slice(BIRTH.from, BIRTH.to),
        EN: 'The birth date inside the NIK is not in the calendar; compare the number with the card.',
        ID: 'Tanggal lahir di dalam NIK tidak ada di kalender; cocokkan nomor dengan kartu.',
      }),
    );
  }
  return problems;
}

function serialProblems({ number }: JudgedNik): readonly Inconsistency[] {
  if (!number.endsWith('0000')) return [];
  return [
    finding({
      code: 'NIK_SERIAL_ZERO',
      severity: 'ERROR',
      fields: NIK,
      expected: '0001-9999',
      found: '0000',
      EN: 'The last four digits of a NIK start at 0001; compare the number with the card.',
      ID: 'Empat digit terakhir NIK dimulai dari 0001; cocokkan nomor dengan kartu.',
    }),
  ];
}

function regionProblems(
  { number, province, regency, district }: JudgedNik,
  regions: RegionTable,
): readonly Inconsistency[] {
  if (province === null) {
    return [
      finding({
        code: 'NIK_PROVINCE_UNKNOWN',
        severity: 'ERROR',
        fields: NIK,
        found: number.slice(0, 2),
        EN: 'No province has the first two digits of the NIK as its code; compare the number with the card.',
        ID: 'Tidak ada provinsi dengan kode dua digit pertama NIK; cocokkan nomor dengan kartu.',
      }),
    ];
  }
  if (regency === null) {
    return [
      finding({
        code: 'NIK_REGENCY_UNKNOWN',
        // Codes begin with 01.
        severity: number.slice(2, 4) === '00' ? 'ERROR' : 'WARNING',
        fields: NIK,
        found: number.slice(0, 4),
        EN: 'No regency or city has, or is known to have had, the first four digits of the NIK as its code; compare the number with the card.',
        ID: 'Tidak ada kabupaten/kota, kini atau dahulu, dengan kode empat digit pertama NIK; cocokkan nomor dengan kartu.',
      }),
    ];
  }
  const code = number.slice(0, 6);
  if (code.endsWith('00')) {
    return [
      finding({
        code: 'NIK_DISTRICT_UNKNOWN',
        severity: 'ERROR',
        fields: NIK,
        expected: '01-99',
        found: '00',
        EN: 'Digits 5 and 6 of a NIK, its district, start at 01; compare the number with the card.',
        ID: 'Digit ke-5 dan ke-6 NIK, yaitu kecamatan, dimulai dari 01; cocokkan nomor dengan kartu.',
      }),
    ];
  }
  if (district === null && regions.status(code) === 'UNKNOWN') {
    return [
      finding({
        code: 'NIK_DISTRICT_UNKNOWN',
        severity: 'INFO',
        fields: NIK,
        found: code,
        EN: 'No known district has the first six digits of the NIK as its code; it may be older than the lists.',
        ID: 'Tidak ada kecamatan yang diketahui dengan kode enam digit pertama NIK; mungkin kodenya lebih lama daripada daftar.',
      }),
    ];
  }
  const gone = district ?? regency;
  return district !== null && !district.retired
    ? []
    : [
        finding({
          code: 'NIK_REGION_RETIRED',
          severity: 'INFO',
          fields: NIK,
          expected: gone.successor,
          found: code,
          EN: 'The NIK was given in a region that has another code today; that is normal, a NIK never changes.',
          ID: 'NIK diterbitkan di wilayah yang kini berkode lain; itu wajar, NIK tidak pernah berubah.',
        }),
      ];
}

/** The finding for a text that is not sixteen digits. */
export function notSixteenDigits(number: string): readonly Inconsistency[] {
  const problems: Inconsistency[] = [];
  if (/[^0-9]/.test(number)) {
    problems.push(
      finding({
        code: 'NIK_NON_DIGIT',
        severity: 'ERROR',
        fields: NIK,
        expected: '0-9',
        found: number,
        EN: 'The NIK holds something that is no digit; compare the number with the card.',
        ID: 'NIK memuat karakter yang bukan angka; cocokkan nomor dengan kartu.',
      }),
    );
  }
  if (number.length !== NIK_DIGITS) {
    problems.push(
      finding({
        code: 'NIK_LENGTH',
        severity: 'ERROR',
        fields: NIK,
        expected: String(NIK_DIGITS),
        found: String(number.length),
        EN: 'A NIK has 16 digits; take the picture again or type the number from the card.',
        ID: 'NIK terdiri atas 16 digit; foto ulang atau ketik nomor dari kartu.',
      }),
    );
  }
  return problems;
}

/** The finding for a NIK with asterisks. */
export function maskedNik(): Inconsistency {
  return finding({
    code: 'MASKED_VALUE',
    severity: 'INFO',
    fields: NIK,
    EN: 'The NIK is masked with asterisks and was not checked.',
    ID: 'NIK disamarkan dengan tanda bintang dan tidak diperiksa.',
  });
}

/** The finding for a NIK in which letters were replaced by digits. */
export function repairedNik(misread: string, number: string): Inconsistency {
  return finding({
    code: 'NIK_OCR_REPAIRED',
    severity: 'INFO',
    fields: NIK,
    expected: number,
    found: misread,
    EN: 'Characters of the NIK that were hard to read were taken for the digits that make a number; compare it with the card.',
    ID: 'Karakter NIK yang sulit dibaca dianggap angka yang membentuk nomor; cocokkan nomor dengan kartu.',
  });
}

/** The finding for a NIK whose holder would be too young or too old for a card. */
export function outsideCardAge(): Inconsistency {
  return finding({
    code: 'AGE_UNDER_17',
    severity: 'INFO',
    fields: NIK,
    EN: 'By the NIK its holder is under 17 or over 110; children have a NIK, but a card only from 17 or on marriage.',
    ID: 'Menurut NIK, pemiliknya di bawah 17 atau di atas 110 tahun; anak punya NIK, tetapi KTP baru sejak 17 tahun atau menikah.',
  });
}

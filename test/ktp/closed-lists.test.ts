import { describe, expect, it } from 'vitest';
import { readBloodType } from '../../src/ktp/blood-type.js';
import { findOccupation, OCCUPATIONS } from '../../src/ktp/occupations.js';
import { cardOf, codes } from './specimen.js';

describe('gender', () => {
  it.each([
    ['LAKI-LAKI', 'MALE'],
    ['LAKI LAKI', 'MALE'],
    ['LAKI', 'MALE'],
    ['LAKI-LAKl', 'MALE'],
    ['LAKEI', 'MALE'],
    ['Laki-laki', 'MALE'],
    [': LAKI-LAKI', 'MALE'],
    ['LAKI-LAKI Gol. Darah : O', 'MALE'],
    ['MALE', 'MALE'],
    ['PEREMPUAN', 'FEMALE'],
    ['PEREMPUAN Gol', 'FEMALE'],
    ['PEREMPUAN Gol.Darah', 'FEMALE'],
    ['PEREMPUAM', 'FEMALE'],
    ['PEREM PUAN', 'FEMALE'],
    ['FEMALE', 'FEMALE'],
    ['ISLAM', null],
    ['XYZ', null],
    ['L*KI-L*KI', null],
    ['', null],
    ['null', null],
    [null, null],
  ])('%s is %s', (gender, value) => {
    expect(cardOf({ gender }).gender).toBe(value);
  });
});

describe('blood type', () => {
  it.each([
    ['A', 'A'],
    ['B', 'B'],
    ['AB', 'AB'],
    ['O', 'O'],
    ['A+', 'A_POSITIVE'],
    ['A-', 'A_NEGATIVE'],
    ['B+', 'B_POSITIVE'],
    ['B-', 'B_NEGATIVE'],
    ['AB+', 'AB_POSITIVE'],
    ['AB-', 'AB_NEGATIVE'],
    ['O+', 'O_POSITIVE'],
    ['O-', 'O'],
    ['O -', 'O'],
    ['0', 'O'],
    ['Q', 'O'],
    ['D', 'O'],
    ['8', 'B'],
    ['13', 'B'],
    ['4', 'A'],
    ['A8', 'AB'],
    ['4B', 'AB'],
    [': O', 'O'],
    ['o', 'O'],
    ['O.', 'O'],
    ['O RH+', 'O_POSITIVE'],
    ['B RHESUS NEGATIF', 'B_NEGATIVE'],
    ['O NEGATIF', 'O_NEGATIVE'],
    ['-', null],
    ['--', null],
    ['', null],
    [' ', null],
    ['null', null],
    ['TIDAK TAHU', null],
    [null, null],
    ['X', undefined],
    ['LAKI-LAKI', undefined],
    ['OO', undefined],
  ] as const)('%s is %s', (text, value) => {
    expect(readBloodType(text)).toBe(value);
  });

  it('is found at the end of the row of the gender', () => {
    expect(cardOf({ gender: 'LAKI-LAKI Gol. Darah : O' }).bloodType).toBe('O');
    expect(cardOf({ gender: 'PEREMPUAN Gol Darah: AB' }).bloodType).toBe('AB');
    expect(cardOf({ gender: 'PEREMPUAN Gol. Darah : -' }).bloodType).toBeNull();
    expect(cardOf({ gender: 'LAKI-LAKI Gol. Darah : O', bloodType: 'B' }).bloodType).toBe('B');
  });
});

describe('religion', () => {
  it.each([
    ['ISLAM', 'ISLAM'],
    ['ISLAMI', 'ISLAM'],
    ['1SLAM', 'ISLAM'],
    ['KRISTEN', 'PROTESTANT'],
    ['KRISTEN PROTESTAN', 'PROTESTANT'],
    ['PROTESTAN', 'PROTESTANT'],
    ['CHRISTIAN', 'PROTESTANT'],
    ['KATOLIK', 'CATHOLIC'],
    ['KATHOLIK', 'CATHOLIC'],
    ['ATHOLIK', 'CATHOLIC'],
    ['CATHOLIC', 'CATHOLIC'],
    ['HINDU', 'HINDU'],
    ['BUDDHA', 'BUDDHIST'],
    ['BUDHA', 'BUDDHIST'],
    ['BUDDHIST', 'BUDDHIST'],
    ['KHONGHUCU', 'CONFUCIAN'],
    ['KONGHUCU', 'CONFUCIAN'],
    ['KONG HU CU', 'CONFUCIAN'],
    ['KHONG HU CU', 'CONFUCIAN'],
    ['KEPERCAYAAN TERHADAP TUHAN YME', 'INDIGENOUS_FAITH'],
    ['KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA', 'INDIGENOUS_FAITH'],
    ['KEPERCAYAAN', 'INDIGENOUS_FAITH'],
    ['PENGHAYAT KEPERCAYAAN', 'INDIGENOUS_FAITH'],
    ['LAINNYA', 'INDIGENOUS_FAITH'],
    ['-', null],
    ['', null],
    ['WNI', null],
  ])('%s is %s', (religion, value) => {
    expect(cardOf({ religion }).religion).toBe(value);
  });
});

describe('marital status', () => {
  it.each([
    ['BELUM KAWIN', 'SINGLE'],
    ['BELUMKAWIN', 'SINGLE'],
    ['BELUM KAW1N', 'SINGLE'],
    ['KAWIN', 'MARRIED'],
    ['KAWFN', 'MARRIED'],
    ['KAW1N', 'MARRIED'],
    ['KAWIN TERCATAT', 'MARRIED'],
    ['KAWIN BELUM TERCATAT', 'MARRIED'],
    ['KAWIN TIDAK TERCATAT', 'MARRIED'],
    ['CERAI HIDUP', 'DIVORCED'],
    ['CERAI HIDUP TERCATAT', 'DIVORCED'],
    ['CERAI HIDUP BELUM TERCATAT', 'DIVORCED'],
    ['CERAI MATI', 'WIDOWED'],
    ['CERAIMATI', 'WIDOWED'],
    ['SINGLE', 'SINGLE'],
    ['MARRIED', 'MARRIED'],
    ['DIVORCED', 'DIVORCED'],
    ['WIDOWED', 'WIDOWED'],
    ['CERAI', null],
    ['K**N', null],
    ['ISLAM', null],
  ])('%s is %s', (maritalStatus, value) => {
    expect(cardOf({ maritalStatus }).maritalStatus).toBe(value);
  });
});

describe('citizenship', () => {
  it.each([
    ['WNI', 'INDONESIAN', 'WNI'],
    ['WNl', 'INDONESIAN', 'WNI'],
    ['WN', 'INDONESIAN', 'WNI'],
    ['WM', 'INDONESIAN', 'WNI'],
    ['W N I', 'INDONESIAN', 'WNI'],
    ['INDONESIA', 'INDONESIAN', 'WNI'],
    ['WNA', 'FOREIGN', 'WNA'],
    ['JEPANG', 'FOREIGN', 'JEPANG'],
    ['Japan', 'FOREIGN', 'JAPAN'],
    ['MALAYSIA', 'FOREIGN', 'MALAYSIA'],
    ['KOREA SELATAN', 'FOREIGN', 'KOREA SELATAN'],
    ['NETHERLANDS', 'FOREIGN', 'NETHERLANDS'],
    ['XQZW', null, null],
    ['KAWIN', null, null],
    ['', null, null],
  ])('%s is %s, %s', (nationality, citizenship, text) => {
    expect(cardOf({ nationality })).toMatchObject({ citizenship, nationality: text });
  });
});

describe('validity', () => {
  it.each([
    ['SEUMUR HIDUP', true, null],
    ['SEUMURHIDUP', true, null],
    ['SEUMUR HIDUF', true, null],
    ['SEUMUR-HIDUP', true, null],
    ['5EUMUR HlDUP', true, null],
    ['17-08-2016', false, '2016-08-17'],
    ['I7-O8-2016', false, '2016-08-17'],
    [': 17-08-2016', false, '2016-08-17'],
  ])('%s', (expiryDate, lifetime, until) => {
    expect(cardOf({ expiryDate }).validity).toEqual({ lifetime, until });
  });

  it.each(['31-02-2016', '17-08-16', 'S**R H**P', 'KAWIN', '', 'null'])('%j is none', (expiryDate) => {
    expect(cardOf({ expiryDate }).validity).toBeNull();
  });
});

describe('occupation', () => {
  it('has the official list of 99', () => {
    expect(OCCUPATIONS).toHaveLength(99);
    expect(new Set(OCCUPATIONS).size).toBe(99);
  });

  it.each(OCCUPATIONS.map((name, i) => [name, i + 1] as const))('%s is number %i', (name, code) => {
    expect(findOccupation(name)).toEqual({ name, code });
  });

  it('is told apart with any one letter lost', () => {
    const wrong = OCCUPATIONS.flatMap((name, i) =>
      Array.from(name, (_, at) => name.slice(0, at) + name.slice(at + 1)).filter((damaged) => {
        const found = findOccupation(damaged);
        return found !== null && found.code !== i + 1;
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['KARYAWAN SWA5TA', 'KARYAWAN SWASTA', 15],
    ['KARYAWANSWASTA', 'KARYAWAN SWASTA', 15],
    ['PNS', 'PEGAWAI NEGERI SIPIL (PNS)', 5],
    ['PEGAWAI NEGERI SIPIL', 'PEGAWAI NEGERI SIPIL (PNS)', 5],
    ['APARATUR SIPIL NEGARA (ASN)', 'PEGAWAI NEGERI SIPIL (PNS)', 5],
    ['TNI', 'TENTARA NASIONAL INDONESIA (TNI)', 6],
    ['POLRI', 'KEPOLISIAN RI (POLRI)', 7],
    ['PENSIUN', 'PENSIUNAN', 4],
    ['KABINET/KEMENTERIAN', 'ANGGOTA KABINET KEMENTERIAN', 54],
    ['ANGGOTA DPRD PROPINSI', 'ANGGOTA DPRD PROVINSI', 62],
    ['USTAZ/MUBALIGH', 'USTADZ/MUBALIGH', 45],
    ['SUPIR', 'SOPIR', 81],
    ['6URU', 'GURU', 65],
    ['MENGURUS RUMAHTANGGA', 'MENGURUS RUMAH TANGGA', 2],
    ['PELAJAR / MAHASISWA', 'PELAJAR/MAHASISWA', 3],
  ])('%s is %s, %i', (occupation, name, code) => {
    expect(cardOf({ occupation })).toMatchObject({ occupation: name, occupationCode: code });
  });

  it('outside the list stays as printed', () => {
    expect(cardOf({ occupation: ': PEMANCING IKAN, ' })).toMatchObject({
      occupation: 'PEMANCING IKAN',
      occupationCode: null,
    });
    expect(cardOf({ occupation: 'M**S R**H T**A' })).toMatchObject({
      occupation: 'M**S R**H T**A',
      occupationCode: null,
    });
    expect(codes({ occupation: 'M**S R**H T**A' })).toEqual(['MASKED_VALUE']);
  });
});

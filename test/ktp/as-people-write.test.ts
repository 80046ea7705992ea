import { describe, expect, it } from 'vitest';
import type { RawFields } from '../../src/ktp/raw.js';
import { cardOf, codes, findings } from './specimen.js';

describe('labels and signs around a value', () => {
  it.each<readonly [Partial<RawFields>, object]>([
    [{ name: 'Nama : BUDI PALSU' }, { name: 'BUDI PALSU' }],
    [{ name: 'NAMA BUDI' }, { name: 'NAMA BUDI' }],
    [{ name: '\ufeffBUDI\u200b PALSU\u2028' }, { name: 'BUDI PALSU' }],
    [{ name: "'BUDI PALSU" }, { name: 'BUDI PALSU' }],
    [{ name: "SYAFI'" }, { name: "SYAFI'" }],
    [{ name: 'AL‑FATIH' }, { name: 'AL-FATIH' }],
    [{ religion: 'Agama : ISLAM' }, { religion: 'ISLAM' }],
    [{ religion: 'Agama ISLAM' }, { religion: 'ISLAM' }],
    [{ maritalStatus: 'Status Perkawman: BELUM KAWIN' }, { maritalStatus: 'SINGLE' }],
    [{ gender: 'Jenis Kelamin : LAKI–LAKI' }, { gender: 'MALE' }],
    [{ bloodType: 'Gol. Darah : AB' }, { bloodType: 'AB' }],
    [{ address: 'Alamat : JL. MAWAR NO. 1' }, { address: { street: 'JL. MAWAR NO. 1' } }],
    [{ rtrw: 'RT/RW : 001/002' }, { address: { rt: '001', rw: '002' } }],
    [{ province: 'Provinsi : JAWA TENGAH' }, { address: { province: { code: '33' } } }],
    [{ occupation: 'Pekerjaan : PELAJAR/MAHASISWA' }, { occupationCode: 3 }],
    [{ expiryDate: 'Berlaku Hingga : SEUMUR HIDUP' }, { validity: { lifetime: true } }],
    [{ idNumber: "NIK: '3374015708450001" }, { nik: { number: '3374015708450001', valid: true } }],
    [
      { birthPlaceBirthday: 'Tempat/Tgl. Lahir : BANDUNG, 17-08-1945' },
      { birthPlace: 'BANDUNG', birthDate: '1945-08-17' },
    ],
    [{ gender: 'Jenis Kelamin: PEREMPUAN  Gol. Darah : B' }, { gender: 'FEMALE', bloodType: 'B' }],
  ])('%j', (fields, expected) => {
    expect(cardOf(fields)).toMatchObject(expected);
  });
});

describe('nationality', () => {
  it.each([
    'Kewarganegaraan : WNI',
    'WARGA NEGARA RI',
    'WARGA NEGARA INDONESIA',
    'WNI (WARGA NEGARA INDONESIA)',
    'INDONESIA',
    'WN1',
    'WN',
  ])('%s is a citizen', (nationality) => {
    expect(cardOf({ nationality })).toMatchObject({
      citizenship: 'INDONESIAN',
      nationality: 'WNI',
      nationalityCode: 'ID',
    });
  });

  it.each([
    ['TURKEY', 'TR'],
    ['TURKI', 'TR'],
    ['INGGRIS', 'GB'],
    ['USA', 'US'],
    ['AMERIKA SERIKAT', 'US'],
    ['KOREA', 'KR'],
    ['KOREA SELATAN', 'KR'],
    ['RRT', 'CN'],
    ['TIONGKOK', 'CN'],
    ['MYANMAR', 'MM'],
    ['JEPANG', 'JP'],
    ['MYS', 'MY'],
    ['SG', 'SG'],
    ['SINGAPURE', 'SG'],
    ['TIMOR LESTE', 'TL'],
    ["COTE D'IVOIRE", 'CI'],
  ])('%s is foreign: %s', (nationality, nationalityCode) => {
    expect(cardOf({ nationality })).toMatchObject({ citizenship: 'FOREIGN', nationality, nationalityCode });
  });

  it.each([
    ['WNA - MALAYSIA', 'MY', 'MALAYSIA'],
    ['WNA (JEPANG)', 'JP', 'JEPANG'],
    ['WARGA NEGARA TURKI', 'TR', 'TURKI'],
    ['WARGA NEGARA ASING', null, 'WNA'],
    ['WNA - XQZWV', null, 'WNA - XQZWV'],
  ])('%s is foreign: %s', (printed, nationalityCode, nationality) => {
    expect(cardOf({ nationality: printed })).toMatchObject({
      citizenship: 'FOREIGN',
      nationality,
      nationalityCode,
    });
  });

  it.each(['BUKAN WARGA NEGARA INDONESIA', 'WARGA NEGARA', 'WNI - MALAYSIA', 'XQZWV'])(
    '%s is neither',
    (nationality) => {
      expect(cardOf({ nationality }).citizenship).toBeNull();
      expect(codes({ nationality })).toContain('VALUE_UNKNOWN');
    },
  );

  it.each(['TURKEY', 'USA', 'XQZWV'])('a past date on a card of %s is looked at', (nationality) => {
    const past = findings({ nationality, expiryDate: '01-01-2024' }).find(
      ({ code }) => code === 'EXPIRY_PAST',
    );
    expect(past).toMatchObject({ severity: 'WARNING', found: '2024-01-01' });
    expect(past?.message.EN).not.toContain('valid for life');
  });
});

describe('words of a closed list', () => {
  it.each([
    ['UNMARRIED', 'SINGLE'],
    ['TIDAK MENIKAH', 'SINGLE'],
    ['NOT MARRIED', 'SINGLE'],
    ['SUDAH KAWIN', 'MARRIED'],
    ['BELUM KAW1N', 'SINGLE'],
  ])('%s is %s', (maritalStatus, expected) => {
    expect(cardOf({ maritalStatus }).maritalStatus).toBe(expected);
  });

  it.each([
    ['L', 'MALE'],
    ['PRIA', 'MALE'],
    ['P', 'FEMALE'],
    ['WANITA', 'FEMALE'],
    ['I', null],
  ])('gender %s is %s', (gender, expected) => {
    expect(cardOf({ gender }).gender).toBe(expected);
  });

  it.each([
    ['A RH+', 'A_POSITIVE'],
    ['AB (RH-)', 'AB_NEGATIVE'],
    ['O RH -', 'O_NEGATIVE'],
    ['RH+ B', 'B_POSITIVE'],
    ['A RH POS', 'A_POSITIVE'],
    ['O -', 'O'],
  ])('blood type %s is %s', (bloodType, expected) => {
    expect(cardOf({ bloodType }).bloodType).toBe(expected);
  });

  it.each([
    ['CHRISTIAN', { religion: 'ISLAM' }],
    ['LAKI', { gender: 'LAKI-LAKI' }],
  ])('%s may be a name where the other field has its own', (name, other) => {
    expect(cardOf({ name, ...other }).name).toBe(name);
    expect(codes({ name, ...other })).not.toContain('FIELD_SHIFT');
    expect(cardOf({ name }).name).toBeNull();
  });
});

describe('place and date of birth', () => {
  it.each([
    'JAKARTA 05~06~1990',
    'JAKARTA, 05--06--1990',
    'JAKARTA, 05 | 06 | 1990',
    ...['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212'].map(
      (dash) => `JAKARTA 05${dash}06${dash}1990`,
    ),
    'JAKARTA, 05-06-1990 WIB',
    'JAKARTA, 05-06-1990A',
  ])('%s', (birthPlaceBirthday) => {
    expect(cardOf({ birthPlaceBirthday })).toMatchObject({ birthPlace: 'JAKARTA', birthDate: '1990-06-05' });
  });

  it.each(['JAKARTA 05#06#199', 'JAKARTA 05%06%1990 99', 'JAKARTA, 05?06?19, X'])(
    '%s: no part of a date is a place, and that it is none is told',
    (birthPlaceBirthday) => {
      expect(cardOf({ birthPlaceBirthday }).birthPlace).toBe('JAKARTA');
      expect(codes({ birthPlaceBirthday }).some((code) => /VALUE_UNKNOWN|IMPOSSIBLE/.test(code))).toBe(true);
    },
  );

  it.each(['2 X 11 KAYU TANAM', 'KM 12'])('%s keeps its digits', (place) => {
    expect(cardOf({ birthPlaceBirthday: `${place}, 14-09-1978` })).toMatchObject({
      birthPlace: place,
      birthDate: '1978-09-14',
    });
  });
});

describe('RT/RW', () => {
  it.each([
    ['001/', '001', null],
    ['/002', null, '002'],
    ['0001/0002', '001', '002'],
    ['-/002', null, '002'],
  ])('%s', (rtrw, rt, rw) => {
    expect(cardOf({ rtrw }).address).toMatchObject({ rt, rw });
  });

  it.each(['- /', '-', '-/-'])('%s says that there is none', (rtrw) => {
    expect(codes({ rtrw })).not.toContain('FIELD_MISSING');
  });
});

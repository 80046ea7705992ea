import { describe, expect, it } from 'vitest';
import { matchRegions } from '../../src/regions/match.js';
import { loadRegions } from '../../src/regions/store.js';

const regions = loadRegions();

type Lines = readonly [
  province: string | null,
  regency: string | null,
  district: string | null,
  village: string | null,
];
type Codes = readonly [string | null, string | null, string | null, string | null];

function match([province, regency, district, village]: Lines, prior: string | null = null) {
  const found = matchRegions({ province, regency, district, village }, regions, prior);
  return {
    codes: [found.province, found.regency, found.district, found.village].map(
      (region) => region?.code ?? null,
    ),
    misplaced: [...found.misplaced],
  };
}

const FITTING: readonly (readonly [string, Lines, Codes])[] = [
  [
    'as printed',
    ['PROVINSI JAWA TENGAH', 'KOTA SEMARANG', 'BANYUMANIK', 'PUDAKPAYUNG'],
    ['33', '3374', '337411', '3374111001'],
  ],
  [
    'kabupaten, not kota',
    ['PROVINSI JAWA TENGAH', 'KABUPATEN SEMARANG', 'UNGARAN BARAT', 'CANDIREJO'],
    ['33', '3322', '332218', '3322181006'],
  ],
  [
    'abbreviated kind words',
    ['PROV. JAWA TENGAH', 'KAB. SEMARANG', 'KEC. UNGARAN BARAT', 'KEL. CANDIREJO'],
    ['33', '3322', '332218', '3322181006'],
  ],
  [
    'misread kind words',
    ['PR0VINSI JAWA BARAT', 'K0TA BANDUNG', 'C0BLONG', 'DAG0'],
    ['32', '3273', '327302', '3273021004'],
  ],
  [
    'joined kind words',
    ['PROVINSIJAWABARAT', 'KABUPATENBANDUNG', 'SOREANG', null],
    ['32', '3204', '320437', null],
  ],
  [
    'no kind word, told by the district',
    ['JAWA BARAT', 'BANDUNG', 'COBLONG', 'DAGO'],
    ['32', '3273', '327302', '3273021004'],
  ],
  [
    'Jakarta without Kota',
    ['PROVINSI DKI JAKARTA', 'JAKARTA SELATAN', 'TEBET', 'TEBET BARAT'],
    ['31', '3174', '317401', '3174011002'],
  ],
  [
    'Jakarta in full',
    ['DAERAH KHUSUS IBUKOTA JAKARTA', 'KOTA ADMINISTRASI JAKARTA SELATAN', null, null],
    ['31', '3174', null, null],
  ],
  [
    'Jakarta by its new name',
    ['PROVINSI DAERAH KHUSUS JAKARTA', 'KOTA ADM. JAKARTA PUSAT', 'GAMBIR', null],
    ['31', '3171', '317101', null],
  ],
  ['Jakarta by its new short name', ['DKJ', 'KOTA JAKARTA PUSAT', null, null], ['31', '3171', null, null]],
  [
    'the islands of Jakarta',
    ['PROVINSI DKI JAKARTA', 'KEPULAUAN SERIBU', null, null],
    ['31', '3101', null, null],
  ],
  [
    'Yogyakarta in full',
    ['PROVINSI DAERAH ISTIMEWA YOGYAKARTA', 'KABUPATEN SLEMAN', 'DEPOK', null],
    ['34', '3404', '340407', null],
  ],
  [
    'Yogyakarta in short',
    ['DI YOGYAKARTA', 'KOTA YOGYAKARTA', 'KEMANTREN DANUREJAN', null],
    ['34', '3471', '347104', null],
  ],
  ['Yogyakarta truncated', ['DAERAH ISTIMEWA', 'KOTA YOGYAKARTA', null, null], ['34', '3471', null, null]],
  ['spaced letters', ['P A P U A', 'KAB. JAYAPURA', 'SENTANI', null], ['91', '9103', '910301', null]],
  [
    'Papua before 2022',
    ['PROVINSI PAPUA', 'KABUPATEN MERAUKE', 'SOTA', 'SOTA'],
    ['91', '9101', '910108', '9301082001'],
  ],
  [
    'Papua Selatan now',
    ['PROVINSI PAPUA SELATAN', 'KABUPATEN MERAUKE', 'SOTA', 'SOTA'],
    ['93', '9301', '930108', '9301082001'],
  ],
  [
    'Papua Barat before 2022',
    ['PROVINSI PAPUA BARAT', 'KOTA SORONG', 'SORONG TIMUR', 'KLAWALU'],
    ['92', '9271', '927102', '9671021001'],
  ],
  [
    'East Kalimantan before 2012',
    ['KALIMANTAN TIMUR', 'KABUPATEN BULUNGAN', 'TANJUNG SELOR', null],
    ['64', '6404', '650105', null],
  ],
  [
    'a renamed regency',
    ['SUMATERA UTARA', 'KABUPATEN TOBA SAMOSIR', 'BALIGE', null],
    ['12', '1212', '121201', null],
  ],
  [
    'a renamed regency beside a kota of its old name',
    ['KALIMANTAN BARAT', 'KABUPATEN PONTIANAK', 'SIANTAN', null],
    ['61', '6102', '610208', null],
  ],
  ['a renamed district', ['PROVINSI RIAU', 'KOTA PEKANBARU', 'TAMPAN', null], ['14', '1471', '147108', null]],
  [
    'an abbreviated regency',
    ['SUMATERA SELATAN', 'KAB OKU TIMUR', 'MARTAPURA', null],
    ['16', '1608', '160801', null],
  ],
  [
    'a spelling variant',
    ['SUMATERA UTARA', 'PADANG SIDEMPUAN', 'PADANG SIDEMPUAN UTARA', null],
    ['12', '1277', '127701', null],
  ],
  ['a hyphen', ['SULAWESI TENGAH', 'KABUPATEN TOLI TOLI', 'GALANG', null], ['72', '7204', '720408', null]],
  [
    'Kota within the name',
    ['SUMATERA BARAT', 'KAB. LIMA PULUH KOTA', 'HARAU', null],
    ['13', '1307', '130705', null],
  ],
  ['Kota torn off the name', ['KALIMANTAN SELATAN', 'KOTA BARU', null, null], ['63', '6302', null, null]],
  [
    'digits in a name',
    ['SUMATERA BARAT', 'KAB. PADANG PARIAMAN', '2 X 11 KAYU TANAM', null],
    ['13', '1305', '130515', null],
  ],
  [
    'a quotation mark in a name',
    ['JAWA TIMUR', 'KABUPATEN SUMENEP', 'RAAS', null],
    ['35', '3529', '352922', null],
  ],
  ['letters misread', ['JAWA TlMUR', 'KABUPATEN 5UMENEP', 'RA4S', null], ['35', '3529', '352922', null]],
  [
    'a village with another kind word',
    ['ACEH', 'KABUPATEN ACEH SELATAN', 'BAKONGAN', 'DRIEN'],
    ['11', '1101', '110101', '1101012004'],
  ],
  [
    'no province, a unique regency',
    [null, 'KOTA SEMARANG', 'BANYUMANIK', null],
    [null, '3374', '337411', null],
  ],
  [
    'no regency, a unique district',
    ['JAWA TENGAH', null, 'BANYUMANIK', 'PUDAKPAYUNG'],
    ['33', null, '337411', '3374111001'],
  ],
  ['only a unique district', [null, null, 'BANYUMANIK', null], [null, null, '337411', null]],
  ['a regency that cannot be read', ['JAWA TENGAH', 'XQZWV', null, null], ['33', null, null, null]],
  ['nothing that can be read', ['XXXX', 'YYYY', 'ZZZZ', 'QQQQ'], [null, null, null, null]],
  ['nothing', [null, null, null, null], [null, null, null, null]],
];

describe('lines that fit', () => {
  it.each(FITTING)('%s', (_, lines, codes) => {
    expect(match(lines)).toEqual({ codes, misplaced: [] });
  });
});

describe('the first six digits of the NIK', () => {
  it('decide between equals', () => {
    expect(match(['JAWA BARAT', 'BANDUNG', null, null]).codes).toEqual(['32', null, null, null]);
    expect(match(['JAWA BARAT', 'BANDUNG', null, null], '327302').codes).toEqual(['32', '3273', null, null]);
    expect(match(['JAWA BARAT', 'BANDUNG', null, null], '320437').codes).toEqual(['32', '3204', null, null]);
  });

  it('never decide against the printed name', () => {
    expect(match(['JAWA BARAT', 'KOTA BANDUNG', 'COBLONG', null], '320437').codes).toEqual([
      '32',
      '3273',
      '327302',
      null,
    ]);
  });
});

describe('lines that do not fit', () => {
  it('keeps a regency of another province, and says so', () => {
    expect(match(['JAWA BARAT', 'KOTA SEMARANG', 'BANYUMANIK', 'PUDAKPAYUNG'], '337411')).toEqual({
      codes: ['32', '3374', '337411', '3374111001'],
      misplaced: ['REGENCY'],
    });
  });

  it('keeps a district of another regency, and says so', () => {
    expect(match(['JAWA TENGAH', 'KABUPATEN SEMARANG', 'BANYUMANIK', 'PUDAKPAYUNG'])).toEqual({
      codes: ['33', '3322', '337411', '3374111001'],
      misplaced: ['DISTRICT'],
    });
  });

  it('keeps a village of another district only where the regency has one of the name', () => {
    expect(match(['JAWA TENGAH', 'KOTA SEMARANG', 'BANYUMANIK', 'MIROTO'])).toEqual({
      codes: ['33', '3374', '337411', '3374011001'],
      misplaced: ['VILLAGE'],
    });
    expect(match(['JAWA TENGAH', 'KOTA SEMARANG', 'BANYUMANIK', 'SUKAMAJU']).codes[3]).toBeNull();
  });

  it('says so of a district that no list has', () => {
    expect(match(['JAWA TENGAH', 'KOTA SEMARANG', 'XQZWVK', null])).toEqual({
      codes: ['33', '3374', null, null],
      misplaced: ['DISTRICT'],
    });
  });
});

it('is not slowed down by a megabyte', () => {
  const long = 'KOTA '.repeat(200_000);
  expect(match([long, long, long, long]).codes).toEqual([null, null, null, null]);
});

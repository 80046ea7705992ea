import { describe, expect, it } from 'vitest';
import { cardOf, codes } from './specimen.js';

describe('regencies that share a first word', () => {
  it.each([
    ['SULAWESI UTARA', 'KAB. KEPULAUAN SITARO', '7109'],
    ['SULAWESI UTARA', 'KABUPATEN KEPULAUAN TALAVD', '7104'],
    ['SULAWESI UTARA', 'KABUPATEN KEPULAUAN XQZWV', undefined],
    ['ACEH', 'KABUPATEN ACEH XQZ', undefined],
    ['NAD', 'KABUPATEN ACEH TENGAH', '1104'],
    ['SUMATERA SELATAN', 'KAB. MURATARA', '1613'],
    ['JOGJAKARTA', 'KABUPATEN SLEMAN', '3404'],
  ])('%s, %s: %s', (province, city, code) => {
    expect(cardOf({ province, city }).address.regency?.code).toBe(code);
  });
});

describe('the kind of a regency', () => {
  it.each([
    ['KOTA SLEMAN', true],
    ['KABUPATEN SLEMAN', false],
    ['SLEMAN', false],
  ])('%s', (city, told) => {
    const found = codes({ province: 'DAERAH ISTIMEWA YOGYAKARTA', city });
    expect(found.includes('REGENCY_KIND')).toBe(told);
  });

  it('is not the beginning of a name', () => {
    expect(codes({ province: 'KALIMANTAN SELATAN', city: 'KOTA BARU' })).not.toContain('REGENCY_KIND');
  });
});

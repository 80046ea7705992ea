import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { buildRegions } from '../../scripts/build-regions.js';
import { parentCode, type Region, regencyKind } from '../../src/regions/region.js';
import { loadRegions } from '../../src/regions/store.js';
import { sourceRows, undotted } from './sources.js';

const regions = loadRegions();

/** Every region in force, walked down from the provinces. */
function walk(): Region[] {
  const provinces = regions.within(null);
  const regencies = provinces.flatMap(({ code }) => regions.within(code));
  const districts = regencies.flatMap(({ code }) => regions.within(code));
  const villages = districts.flatMap(({ code }) => regions.within(code));
  return [...provinces, ...regencies, ...districts, ...villages];
}

describe('the region list', () => {
  const all = walk();

  it('is what the script makes of its sources', () => {
    const committed = readFileSync(new URL('../../data/regions.bin', import.meta.url));
    expect(buildRegions().equals(committed)).toBe(true);
  });

  it('says its day', () => {
    expect(regions.asOf).toBe('2025-06-23');
  });

  it.each([
    ['PROVINCE', 38],
    ['REGENCY', 514],
    ['DISTRICT', 7285],
    ['VILLAGE', 83762],
  ])('has every %s in force: %i', (level, count) => {
    expect(all.filter((region) => region.level === level)).toHaveLength(count);
  });

  it('has 416 kabupaten and 98 kota', () => {
    const kinds = all.filter(({ level }) => level === 'REGENCY').map(({ code }) => regencyKind(code));
    expect(kinds.filter((kind) => kind === 'REGENCY')).toHaveLength(416);
    expect(kinds.filter((kind) => kind === 'CITY')).toHaveLength(98);
  });

  it('finds each by its code, with every parent up to the province', () => {
    const broken = all.filter((region) => {
      const parent = parentCode(region.code);
      const found = regions.find(region.code);
      const above = parent === null ? null : regions.find(parent);
      return (
        found?.name !== region.name ||
        region.retired ||
        (parent !== null && (above === null || above.retired))
      );
    });
    expect(broken).toEqual([]);
  });

  it('spells each as the official list does', () => {
    const require = createRequire(import.meta.url);
    const names = new Map(all.map(({ code, name }) => [code, name]));
    for (const list of ['provinces', 'regencies', 'districts', 'villages']) {
      const [, ...lines] = readFileSync(require.resolve(`idn-area-data/data/${list}.csv`), 'utf8')
        .trimEnd()
        .split('\n');
      const wrong = lines.filter((line) => {
        const code = undotted(line.slice(0, line.indexOf(',')));
        const name = line.replaceAll('""', '\u0000').replaceAll('"', '').replaceAll('\u0000', '"');
        return !name.endsWith(`,${names.get(code)}`);
      });
      expect(wrong).toEqual([]);
    }
  });

  it.each([
    ['1101', 'Kabupaten Aceh Selatan'],
    ['6402', 'Kabupaten Kutai Kartanegara'],
    ['3174', 'Kota Administrasi Jakarta Selatan'],
    ['33', 'Jawa Tengah'],
    ['352922', 'Ra"as'],
    ['5307012021', 'Regapu’u'],
    ['1207281007', 'Lubuk Pakam I,II'],
    ['35.13.15.2017', 'Soka"an'],
  ])('has %s as %s', (code, name) => {
    expect(regions.find(code)?.name).toBe(name);
    expect(regions.status(code)).toBe('CURRENT');
  });

  it('has nothing for what is no code of it', () => {
    const others = [
      '',
      '3',
      '333',
      '33740',
      '3374011',
      '99',
      '3399',
      '33.99.01',
      '3374019999',
      'abcd',
      '33 74',
      '033',
      '٣٣',
    ];
    for (const code of [...others, '1'.repeat(1_000_000)]) {
      expect([regions.find(code), regions.within(code), regions.named(code)]).toEqual([null, [], []]);
    }
  });
});

describe('retired codes', () => {
  const retired = sourceRows('retired-codes');

  it('are 26 regencies and 594 districts', () => {
    expect(retired.filter(({ level }) => level === 'regency')).toHaveLength(26);
    expect(retired.filter(({ level }) => level === 'district')).toHaveLength(594);
  });

  it('resolve to their name, their parents and their successor', () => {
    const broken = retired.filter((row) => {
      const code = undotted(row.code);
      const region = regions.find(code);
      const parent = regions.find(parentCode(code) ?? '');
      const successor = region?.successor == null ? null : regions.find(region.successor);
      return (
        regions.status(code) !== 'RETIRED' ||
        region === null ||
        !region.retired ||
        region.name === '' ||
        parent === null ||
        (region.successor ?? '') !== undotted(row.successor_code) ||
        (successor === null) !== (row.successor_code === '') ||
        successor?.retired === true
      );
    });
    expect(broken).toEqual([]);
  });

  it.each([
    ['9101', 'Kabupaten Merauke', '9301'],
    ['9271', 'Kota Sorong', '9671'],
    ['910108', 'Sota', '930108'],
    ['911344', 'Seredela', null],
  ])('has %s, %s, now %s', (code, name, successor) => {
    expect(regions.find(code)).toMatchObject({ name, retired: true, successor });
  });

  it('are left out of what is in force', () => {
    expect(regions.within('91')).toHaveLength(9);
    expect(regions.named('91').filter(({ region }) => region.retired)).toHaveLength(20);
  });
});

describe('codes inferred from holes in the numbering', () => {
  const gaps = sourceRows('inferred-gap-codes');

  it('are all told from retired ones', () => {
    expect(gaps).toHaveLength(693);
    expect(gaps.filter((row) => regions.status(undotted(row.code)) !== 'GAP')).toEqual([]);
  });

  it('have a name where they are regencies', () => {
    const regencies = gaps.filter(({ level }) => level === 'regency');
    expect(regencies.map((row) => regions.find(undotted(row.code))?.name)).toEqual([
      'Kabupaten Bulungan',
      'Kabupaten Nunukan',
      'Kabupaten Malinau',
      'Kabupaten Tana Tidung',
      'Kota Tarakan',
      'Kabupaten Polewali Mamasa',
      'Kabupaten Majene',
      'Kabupaten Mamuju',
      'Kabupaten Mamasa',
      'Kabupaten Mamuju Utara',
    ]);
  });

  it.each([
    ['640401', 'GAP', 'any district of an inferred regency'],
    ['317199', 'UNKNOWN', 'a number above the highest'],
    ['317100', 'UNKNOWN', 'no district has number 00'],
    ['3199', 'UNKNOWN', 'no such regency'],
    ['319901', 'UNKNOWN', 'nor a district of it'],
    ['99', 'UNKNOWN', 'no such province'],
    ['54', 'UNKNOWN', 'East Timor, in no list'],
  ])('%s is %s: %s', (code, status) => {
    expect(regions.status(code)).toBe(status);
  });
});

describe('lineage', () => {
  it.each([
    [337411, ['Jawa Tengah', 'Kota Semarang', 'Banyumanik']],
    [910108, ['Papua', 'Kabupaten Merauke', 'Sota']],
    [110404, ['Aceh', 'Kabupaten Aceh Tengah', null]],
    [640401, ['Kalimantan Timur', 'Kabupaten Bulungan', null]],
    [319901, ['Daerah Khusus Ibukota Jakarta', null, null]],
    [997101, [null, null, null]],
    [3374, [null, null, null]],
    [0, [null, null, null]],
  ])('of %i is %j', (code, names) => {
    const { province, regency, district } = regions.lineage(code);
    expect([province, regency, district].map((region) => region?.name ?? null)).toEqual(names);
  });
});

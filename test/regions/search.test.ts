import { expect, it } from 'vitest';
import { loadRegions } from '../../src/regions/store.js';

const regions = loadRegions();
const codes = (name: string, options: Parameters<typeof regions.search>[1]) =>
  regions.search(name, options).map(({ region }) => region.code);

it.each([
  ['semarang', { level: 'REGENCY', first: 2 }, ['3322', '3374']],
  ['KOTA SEMARANG', { level: 'REGENCY', first: 2 }, ['3374', '3322']],
  ['kota semarng', { first: 1 }, ['3374']],
  ['jawa tenga', { level: 'PROVINCE', first: 1 }, ['33']],
  ['DKI Jakarta', { first: 1 }, ['31']],
  ['Toba Samosir', { level: 'REGENCY', first: 1 }, ['1212']],
  ['Merauke', { level: 'REGENCY', first: 1 }, ['9301']],
  ['mirto', { within: '33.74', first: 1 }, ['3374011001']],
  ['Kepulaun Seribu', { first: 1 }, ['3101']],
  ["Soka'an", { level: 'VILLAGE', first: 1 }, ['3513152017']],
] as const)('%s %j is %j', (name, options, expected) => {
  expect(codes(name, options)).toEqual(expected);
});

it('scores 1 for the same name, then less, ties by code', () => {
  const found = regions.search('sukamaju', { level: 'VILLAGE', first: 50 });
  expect(found).toHaveLength(50);
  expect(found.every(({ score }) => score === 1)).toBe(true);
  expect(found.map(({ region }) => region.code)).toEqual(found.map(({ region }) => region.code).sort());
  const [first, second] = regions.search('samarang', { level: 'DISTRICT', first: 2 });
  expect(first).toMatchObject({ region: { name: 'Samarang' }, score: 1 });
  expect(second?.score).toBeLessThan(1);
});

it('finds no retired region', () => {
  expect(regions.search('Merauke', { first: 50 }).filter(({ region }) => region.retired)).toEqual([]);
});

it('agrees with a plain edit distance', () => {
  const distance = (a: string, b: string): number => {
    let above = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row.push(
          Math.min(
            (above[j] ?? 0) + 1,
            (row[j - 1] ?? 0) + 1,
            (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
          ),
        );
      }
      above = row;
    }
    return above[b.length] ?? 0;
  };
  const names = regions.named('33').map(({ key }) => key);
  for (const wanted of ['SEMARAN', 'PEKALONGAN', 'BOYOLAI', 'KUDUS', 'WONOGIRIWONOSOBO']) {
    const best = Math.max(
      ...names.map((key) => 1 - distance(wanted, key) / Math.max(wanted.length, key.length)),
    );
    const found = regions.search(wanted, { level: 'REGENCY', within: '33', first: 1 })[0];
    expect(found?.score ?? 0).toBeCloseTo(best >= 0.5 ? best : 0, 10);
  }
});

it.each([
  ['an empty name', '', { first: 5 }],
  ['a name without letters', '***', { first: 5 }],
  ['none wanted', 'semarang', { first: 0 }],
  ['an unknown scope', 'semarang', { first: 5, within: '99' }],
  ['a scope that is no code', 'semarang', { first: 5, within: 'nowhere' }],
  ['a scope with nothing inside', 'semarang', { first: 5, within: '3374011001' }],
  ['a megabyte', 'x'.repeat(1_000_000), { first: 5 }],
])('finds nothing for %s', (_, name, options) => {
  expect(regions.search(name, options)).toEqual([]);
});

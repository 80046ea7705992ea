import {
  parentCode,
  REGION_LEVELS,
  type Region,
  type RegionMatch,
  regencyKind,
} from '../../regions/region.js';
import { badInput, shortText } from '../arguments.js';
import { builder } from '../builder.js';
import type { Context } from '../context.js';
import { COST } from '../use-complexity-limit.js';

const RegionLevelEnum = builder.enumType('RegionLevel', { values: REGION_LEVELS });

const RegencyKindEnum = builder.enumType('RegencyKind', { values: ['REGENCY', 'CITY'] as const });

/** One batch per level and request, however many cards and regions ask for their parents. */
const byCode = {
  load: async (codes: string[], { services }: Context) =>
    codes.map((code) => services.regions.find(code) ?? new Error(`No region has the code ${code}.`)),
  toKey: ({ code }: Region) => code,
  cacheResolved: true,
};

const TYPE_OF_LEVEL = {
  PROVINCE: 'Province',
  REGENCY: 'Regency',
  DISTRICT: 'District',
  VILLAGE: 'Village',
} as const;

export const RegionRef = builder.loadableInterfaceRef<Region, string>('Region', byCode);
RegionRef.implement({
  description:
    'A region only points to the regions above it (a village to its district), so that no query can walk through the whole country. Use `regions` to go down.',
  resolveType: ({ level }) => TYPE_OF_LEVEL[level],
  fields: (t) => ({
    code: t.exposeID('code', { description: 'Kemendagri code without dots, 2, 4, 6 or 10 digits.' }),
    name: t.exposeString('name'),
    level: t.expose('level', { type: RegionLevelEnum }),
    retired: t.exposeBoolean('retired', {
      description: 'Whether the code is no longer in the current list. Cards and NIKs with it stay valid.',
    }),
    successor: t.field({
      type: RegionRef,
      nullable: true,
      description: 'The region that replaced a retired one, if there is one.',
      resolve: ({ successor }) => successor,
    }),
  }),
});

export const ProvinceRef = builder.loadableObjectRef<Region, string>('Province', byCode);
ProvinceRef.implement({ interfaces: [RegionRef] });

export const RegencyRef = builder.loadableObjectRef<Region, string>('Regency', byCode);
RegencyRef.implement({
  description: 'A regency (kabupaten) or a city (kota).',
  interfaces: [RegionRef],
  fields: (t) => ({
    kind: t.field({ type: RegencyKindEnum, resolve: ({ code }) => regencyKind(code) }),
    province: t.field({ type: ProvinceRef, resolve: above }),
  }),
});

export const DistrictRef = builder.loadableObjectRef<Region, string>('District', byCode);
DistrictRef.implement({
  interfaces: [RegionRef],
  fields: (t) => ({ regency: t.field({ type: RegencyRef, resolve: above }) }),
});

export const VillageRef = builder.loadableObjectRef<Region, string>('Village', byCode);
VillageRef.implement({
  description: 'A village: a desa, or a kelurahan in towns.',
  interfaces: [RegionRef],
  fields: (t) => ({ district: t.field({ type: DistrictRef, resolve: above }) }),
});

const RegionMatchRef = builder.objectRef<RegionMatch>('RegionMatch').implement({
  fields: (t) => ({
    region: t.expose('region', { type: RegionRef }),
    score: t.exposeFloat('score', { description: '1 for the same name, less for a name that differs more.' }),
  }),
});

builder.queryFields((t) => ({
  regions: t.field({
    type: [RegionRef],
    description: 'The regions directly inside one region, sorted by code. Without `within`: the provinces.',
    args: { within: t.arg.id() },
    complexity: ({ within }, { services }) => ({
      multiplier: services.regions.within(within ?? null).length,
    }),
    resolve: (_, { within }, { services }) => [...services.regions.within(optionalCode(within))],
  }),
  region: t.field({
    type: RegionRef,
    nullable: true,
    description:
      'One administrative region by its Kemendagri code, dotted (`33.74.01.1001`) or not (`3374011001`).',
    args: { code: t.arg.id({ required: true }) },
    resolve: (_, { code }, { services }) => services.regions.find(shortText('code', code)),
  }),
  searchRegions: t.field({
    type: [RegionMatchRef],
    description: 'Regions whose name is close to `name`, best match first.',
    args: {
      name: t.arg.string({ required: true }),
      level: t.arg({ type: RegionLevelEnum, description: 'Only regions of this level.' }),
      within: t.arg.id({ description: 'Only regions inside the region with this code.' }),
      first: t.arg.int({ required: true, defaultValue: 10, description: 'At most this many, 1 to 50.' }),
    },
    complexity: ({ first }) => ({ field: COST.searchRegions, multiplier: first }),
    resolve: (_, { name, level, within, first }, { services }) => [
      ...services.regions.search(shortText('name', name), {
        level: level ?? undefined,
        within: optionalCode(within) ?? undefined,
        first: oneToFifty(first),
      }),
    ],
  }),
}));

function above({ code }: Region): string {
  const parent = parentCode(code);
  if (parent === null) throw new Error(`The region ${code} has no parent.`);
  return parent;
}

function optionalCode(code: string | null | undefined): string | null {
  return code == null ? null : shortText('within', code);
}

function oneToFifty(first: number): number {
  if (first >= 1 && first <= 50) return first;
  throw badInput(`\`first\` is ${first}; it must be 1 to 50.`);
}

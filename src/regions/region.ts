export const REGION_LEVELS = ['PROVINCE', 'REGENCY', 'DISTRICT', 'VILLAGE'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

/** An administrative region of the Kemendagri code list (Permendagri 58/2021, articles 4 to 8). */
export interface Region {
  /** Kemendagri code without dots: 2, 4, 6 or 10 digits. */
  readonly code: string;
  /** Official spelling, such as `Kabupaten Semarang`. */
  readonly name: string;
  readonly level: RegionLevel;
  /** Whether the code is no longer in the list in force; cards and NIKs with it stay valid. */
  readonly retired: boolean;
  /** Code of the region that took over a retired one; null where none is known. */
  readonly successor: string | null;
}

export interface RegionMatch {
  readonly region: Region;
  /** 1 for the same name, less for a more distant one. */
  readonly score: number;
}

/** Where a code stands: in the list in force, in an older list, in a hole an older list must have filled, or nowhere. */
export type CodeStatus = 'CURRENT' | 'RETIRED' | 'GAP' | 'UNKNOWN';

export interface RegionSearch {
  readonly level?: RegionLevel | undefined;
  /** Code of a region; only regions inside it are searched. */
  readonly within?: string | undefined;
  /** At most this many. */
  readonly first: number;
}

/** Each null where no list has its code. */
export interface Lineage {
  readonly province: Region | null;
  readonly regency: Region | null;
  readonly district: Region | null;
}

export interface NamedRegion {
  readonly region: Region;
  /** The name as `regions/names.ts` compares it. */
  readonly key: string;
}

/** The region list, loaded once at start by `regions/store.ts` and handed to what needs it. */
export interface RegionTable {
  /** Day of the list in force, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The region with this code, in force or retired; dots are ignored. Null where there is none. */
  find(code: string): Region | null;
  status(code: string): CodeStatus;
  /** The regions that the first six digits of a NIK name. They come as a number, for this is asked with every NIK. */
  lineage(code: number): Lineage;
  /** Regions in force directly inside one region, by code; the provinces for null; empty for an unknown code. */
  within(code: string | null): readonly Region[];
  /** Every name by which a region directly inside one region is or was called, retired regions and former names among them. */
  named(within: string | null): readonly NamedRegion[];
  /** Regions whose name is close to `name`, best match first. */
  search(name: string, options: RegionSearch): readonly RegionMatch[];
}

/** The code of the province of Jakarta. */
const JAKARTA = '31';

/** Code of the region directly above; null for a province. */
export function parentCode(code: string): string | null {
  if (code.length <= 2) return null;
  return code.slice(0, code.length === 10 ? 6 : code.length - 2);
}

/** Whether a regency's code is that of a city (71 to 99) or of a kabupaten (01 to 69): Permendagri 58/2021 article 6. */
export function regencyKind(code: string): 'REGENCY' | 'CITY' {
  return Number(code.slice(2, 4)) >= 71 ? 'CITY' : 'REGENCY';
}

/** Whether cards print a regency's name without its kind: those of Jakarta do. */
export function leavesOutKind(code: string): boolean {
  return code.startsWith(JAKARTA);
}

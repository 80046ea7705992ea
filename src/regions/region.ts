/** The levels of regions, the largest first. */
export const REGION_LEVELS = ['PROVINCE', 'REGENCY', 'DISTRICT', 'VILLAGE'] as const;
/** A level of regions. */
export type RegionLevel = (typeof REGION_LEVELS)[number];

/** An administrative region of the Kemendagri code list (Permendagri 58/2021, articles 4 to 8). */
export interface Region {
  /** Kemendagri code without dots: 2, 4, 6 or 10 digits. */
  readonly code: string;
  /** Official spelling: `Kabupaten Semarang`. */
  readonly name: string;
  readonly level: RegionLevel;
  /** Whether the code is no longer in force. Cards and NIKs with it stay valid. */
  readonly retired: boolean;
  /** Code of the region that took over a retired one; null if none is known. */
  readonly successor: string | null;
}

/** A region that a search found. */
export interface RegionMatch {
  readonly region: Region;
  /** 1 for the same name, less for a less similar one. */
  readonly score: number;
}

/** Whether a code is in the list in force, in an older list, in a hole of the numbering that an older list must have filled, or unknown. */
export type CodeStatus = 'CURRENT' | 'RETIRED' | 'GAP' | 'UNKNOWN';

/** Which regions are searched. */
export interface RegionSearch {
  readonly level?: RegionLevel | undefined;
  /** Code of a region; only regions inside it are searched. */
  readonly within?: string | undefined;
  /** The most matches to return. */
  readonly first: number;
}

/** The regions that a NIK names; each null if no list has its code. */
export interface Lineage {
  readonly province: Region | null;
  readonly regency: Region | null;
  readonly district: Region | null;
}

/** A region with one of its names. */
export interface NamedRegion {
  readonly region: Region;
  /** The name as `regions/names.ts` compares it. */
  readonly key: string;
}

/** The region list. `regions/store.ts` loads it once at start. */
export interface RegionTable {
  /** Day of the list in force, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The region with this code, in force or retired; null if there is none. Dots are ignored. */
  find(code: string): Region | null;
  status(code: string): CodeStatus;
  /** The regions that the first six digits of a NIK name. The digits are a number, because that is faster and every NIK asks. */
  lineage(code: number): Lineage;
  /** Regions in force directly inside one region, by code; the provinces for null; empty for an unknown code. */
  within(code: string | null): readonly Region[];
  /** All names of the regions directly inside one region, with retired regions and former names. */
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

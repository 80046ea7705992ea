import type { FieldName } from '../../../ktp/field.js';
import { isNumber } from '../../../ktp/nik/parts.js';
import { nameKey } from '../../../regions/names.js';
import {
  leavesOutKind,
  REGION_LEVELS,
  type Region,
  type RegionLevel,
  type RegionTable,
} from '../../../regions/region.js';
import type { FieldText } from '../layout/field-text.js';
import { isRegency } from '../layout/is-card.js';
import { fieldsWith, templateOf, wholeWordsOf } from '../template.js';

const isDate = (text: string) => /^\d{2}-\d{2}-\d{4}$/.test(text);

/** What fields of fixed length look like. */
const FORMS: Readonly<Partial<Record<FieldName, (text: string) => boolean>>> = {
  NIK: isNumber,
  BIRTH_DATE: isDate,
  RT_RW: (text) => /^\d{3}\/\d{3}$/.test(text),
  VALID_UNTIL: isDate,
  ISSUE_DATE: isDate,
};

/** The words of closed lists that are whole. */
const WORDS: ReadonlyMap<FieldName, readonly string[]> = new Map(
  fieldsWith('words')
    .filter((field) => !templateOf(field).openList)
    .map((field) => [field, wholeWordsOf(field)]),
);

/** Whether nothing that a card prints in a field is longer than a text and holds it: what lies beside it hides none of it. */
export function isComplete(name: FieldName, text: string): boolean {
  return FORMS[name]?.(text) === true || WORDS.get(name)?.includes(text) === true;
}

/** What a card's names of regions are among those inside the region above. */
export interface RegionNames {
  /** Read whole: no other name there holds it and is longer, as SOLOK SELATAN holds SOLOK. */
  readonly whole: ReadonlySet<FieldName>;
  /** Only a part of a name there, as GORO of GORONTALO. */
  readonly parts: ReadonlySet<FieldName>;
}

/** Whether nothing longer than a field's text is printed in it: by its form or list, or among the region's names. */
export function isWhole(name: FieldName, text: string, { whole }: RegionNames): boolean {
  return isComplete(name, text) || whole.has(name);
}

/** Compares names of regions with those inside the region above, from the province down, as far as they are known. */
export function regionNames(
  fields: Readonly<Partial<Record<FieldName, FieldText>>>,
  regions: RegionTable,
): RegionNames {
  const [whole, parts] = [new Set<RegionLevel>(), new Set<RegionLevel>()];
  let parent: Region | null = null;
  for (const level of REGION_LEVELS) {
    const text = fields[level]?.text;
    if (text === undefined || (parent === null && level !== 'PROVINCE')) break;
    const { key } = nameKey(level, text);
    const named = regions.named(parent?.code ?? null);
    const found: Region | undefined = named.find((each) => each.key === key)?.region;
    const isPart = named.some((each) => each.key !== key && each.key.includes(key));
    if (found === undefined) {
      if (isPart) parts.add(level);
      break;
    }
    const hasKind = level !== 'REGENCY' || isRegency(text) || leavesOutKind(found.code);
    if (hasKind && !isPart) whole.add(level);
    parent = found;
  }
  return { whole, parts };
}

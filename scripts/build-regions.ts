/** Rebuilds data/regions.bin from idn-area-data and data/sources. See data/README.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { levelOfCode } from '../src/regions/code.js';
import { nameKey } from '../src/regions/names.js';
import type { PackedHeader, PackedText, Section } from '../src/regions/packed.js';
import { REGION_LEVELS, regencyKind } from '../src/regions/region.js';

/** Kepmendagri 300.2.2-2138 of 25 April 2025 as amended by 300.2.2-2430. */
const AS_OF = '2025-06-23';
const require = createRequire(import.meta.url);

interface Listed {
  readonly code: string;
  readonly name: string;
}
interface Retired extends Listed {
  readonly successor: string;
  readonly inferred: boolean;
}

/** The bytes of data/regions.bin. */
export function buildRegions(): Buffer {
  const inForce = ['provinces', 'regencies', 'districts', 'villages'].flatMap((list) =>
    csv(`idn-area-data/data/${list}.csv`),
  );
  const current = new Map(inForce.map(({ code, name }) => [code, name]));
  const retired = [...retiredByList(current), ...retiredByGap()].sort(byCode);
  refuseUnlisted(current, new Set(retired.map(({ code }) => code)));
  const everything = [...inForce, ...retired].sort(byCode);
  return pack(everything, retired, formerNames(everything));
}

function retiredByList(current: ReadonlyMap<string, string>): Retired[] {
  return tsv('retired-codes').map((row) => {
    const successor = digits(row.successor_code);
    const sameName = row.successor_basis?.startsWith('same name');
    return {
      code: digits(row.code),
      name: sameName ? (current.get(successor) ?? '') : official(row.old_name),
      successor,
      inferred: false,
    };
  });
}

function retiredByGap(): Retired[] {
  return tsv('inferred-gap-codes')
    .filter((row) => row.level === 'regency')
    .map((row) => ({
      code: digits(row.code),
      name: official(row.old_name),
      successor: digits(row.presumed_successor_code),
      inferred: true,
    }));
}

/** Names that cards may still show for a code. A name that a sibling bears today would only mislead: districts have swapped names. */
function formerNames(everything: readonly Listed[]): Listed[] {
  const taken = new Set(
    everything.map(({ code, name }) => `${siblings(code)} ${nameKey(levelOfCode(code), name).key}`),
  );
  const former = [...tsv('renamed-or-reused-codes'), ...tsv('former-names')].map((row) => {
    const code = digits(row.code);
    return { code, name: nameKey(levelOfCode(code), row.old_name ?? row.name ?? '').key };
  });
  const unique = new Map(former.map((entry) => [`${entry.code} ${entry.name}`, entry]));
  return [...unique.values()]
    .filter(({ code, name }) => !taken.has(`${siblings(code)} ${name}`))
    .sort(byCode);
}

/** The parent's code; of a regency also its kind, for a kabupaten and a kota may bear one name. */
function siblings(code: string): string {
  return code.length === 4 ? `${code.slice(0, 2)} ${regencyKind(code)}` : code.slice(0, -2);
}

/** Every code of the older npm lists must be in force or among the retired: else data/sources has fallen behind. */
function refuseUnlisted(current: ReadonlyMap<string, string>, retired: ReadonlySet<string>): void {
  const { provinsi, kabkot, kecamatan } = require('nik-parser/src/wilayah.json') as Record<
    string,
    Record<string, string>
  >;
  const older = [
    ...Object.keys({ ...provinsi, ...kabkot, ...kecamatan }),
    ...['provinces', 'regencies', 'districts'].flatMap((list) =>
      csv(`idn-area-data-v2/data/${list}.csv`).map(({ code }) => code),
    ),
  ];
  const unlisted = older.filter((code) => !current.has(code) && !retired.has(code));
  if (unlisted.length > 0)
    throw new Error(`codes of older lists without a row in retired-codes.tsv: ${unlisted.join(' ')}`);
}

function pack(everything: readonly Listed[], retired: readonly Retired[], former: readonly Listed[]): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  const add = (bytes: Buffer): Section => {
    const section: Section = [length, bytes.length];
    const padding = Buffer.alloc((8 - (bytes.length % 8)) % 8);
    parts.push(bytes, padding);
    length += bytes.length + padding.length;
    return section;
  };
  const numbers = (values: readonly number[]) => add(Buffer.from(Float64Array.from(values).buffer));
  const texts = (values: readonly string[]): PackedText => {
    const encoded = values.map((value) => Buffer.from(value));
    const lengths = Buffer.from(encoded.map(({ length }) => length));
    if (encoded.some(({ length }, i) => length !== lengths[i]))
      throw new Error('a name is longer than 255 bytes');
    return { lengths: add(lengths), bytes: add(Buffer.concat(encoded)) };
  };
  const codes = (rows: readonly Listed[]) =>
    add(Buffer.from(rows.flatMap(({ code }, i) => leb128(Number(code) - Number(rows[i - 1]?.code ?? 0)))));
  const header: PackedHeader = {
    asOf: AS_OF,
    levels: REGION_LEVELS.map((level) => {
      const rows = everything.filter(({ code }) => levelOfCode(code) === level);
      const keys = rows.map(({ name }) => nameKey(level, name).key);
      return { codes: codes(rows), names: texts(rows.map(({ name }) => name)), keys: texts(keys) };
    }),
    retired: {
      codes: codes(retired),
      successors: numbers(retired.map(({ successor }) => Number(successor))),
      inferred: add(Buffer.from(retired.map(({ inferred }) => Number(inferred)))),
    },
    former: { codes: codes(former), keys: texts(former.map(({ name }) => name)) },
  };
  const json = JSON.stringify(header);
  const head = Buffer.from(json.padEnd(Math.ceil((json.length + 4) / 8) * 8 - 4));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  return Buffer.concat([size, head, ...parts]);
}

/** Seven bits to a byte, the lowest first; all bytes but the last are 128 or more. */
function leb128(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...leb128(Math.floor(value / 128))];
}

/** The lists quote as RFC 4180 does, and their last column is the name. */
function csv(file: string): Listed[] {
  const [, ...lines] = readFileSync(require.resolve(file), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const code = line.slice(0, line.indexOf(','));
    const rest = code.length === 2 ? line.slice(3) : line.slice(line.indexOf(',', code.length + 1) + 1);
    return {
      code: digits(code),
      name: rest.startsWith('"') ? rest.slice(1, -1).replaceAll('""', '"') : rest,
    };
  });
}

function tsv(name: string): Record<string, string | undefined>[] {
  const [head, ...lines] = readFileSync(new URL(`../data/sources/${name}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = head!.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((value, i) => [columns[i], value])));
}

/** `KAB. POLEWALI MAMASA` in the spelling of today's list. */
function official(name = ''): string {
  return name
    .replace(/^KAB\.? /, 'KABUPATEN ')
    .toLowerCase()
    .replace(/(^|[ \-/(])\p{L}/gu, (initial) => initial.toUpperCase());
}

function digits(code = ''): string {
  return code.replaceAll('.', '');
}

function byCode(a: Listed, b: Listed): number {
  return Number(a.code) - Number(b.code);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const bytes = buildRegions();
  writeFileSync(new URL('../data/regions.bin', import.meta.url), bytes);
  console.log(`data/regions.bin: ${bytes.length} bytes`);
}

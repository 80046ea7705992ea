/**
 * The region list as one block of bytes. It compresses well and needs little parsing: names are decoded when they are asked for.
 *
 * First the length of the header as `uint32`, then the header (JSON, padded with spaces), then the sections that the header points to.
 * Each section starts at a multiple of 8 and is little-endian. Rows are sorted by code. A code is written as its difference from the
 * code before it, seven bits to a byte, the last byte of each below 128 (LEB128).
 */

/** Where a section lies: its offset in bytes from the end of the header, and its length in bytes. */
export type Section = readonly [offset: number, length: number];

/** The header of the block. */
export interface PackedHeader {
  readonly asOf: string;
  /** PROVINCE, REGENCY, DISTRICT, VILLAGE. Retired regions stand among those in force. */
  readonly levels: readonly {
    readonly codes: Section;
    readonly names: PackedText;
    readonly keys: PackedText;
  }[];
  /** Regions that are not in force. `successors`: the code that took over, or 0. `inferred`: 1 if the code is in no list and only a hole in the numbering speaks for it. */
  readonly retired: { readonly codes: Section; readonly successors: Section; readonly inferred: Section };
  /** Other names that cards print for a code, today or in the past. */
  readonly former: { readonly codes: Section; readonly keys: PackedText };
}

/** Where texts lie. */
export interface PackedText {
  /** Length of each text in bytes, a `uint8` each. */
  readonly lengths: Section;
  readonly bytes: Section;
}

const UTF8 = new TextDecoder();

/** Texts one after another in one block. */
export class Texts {
  /** Text i is bytes ends[i] to ends[i + 1]: one more number than there are texts. */
  readonly ends: Uint32Array;
  readonly bytes: Uint8Array;

  constructor(ends: Uint32Array, bytes: Uint8Array) {
    this.ends = ends;
    this.bytes = bytes;
  }

  at(index: number): string {
    const end = this.ends[index + 1]!;
    let text = '';
    for (let i = this.ends[index]!; i < end; i++) {
      const byte = this.bytes[i]!;
      if (byte >= 0x80) return UTF8.decode(this.bytes.subarray(this.ends[index]!, end));
      text += String.fromCharCode(byte);
    }
    return text;
  }
}

/** The regions of a level, sorted by code. */
export interface Rows {
  readonly codes: Float64Array;
  readonly names: Texts;
  readonly keys: Texts;
}

/** The region list, not yet decoded. */
export interface PackedRegions {
  readonly asOf: string;
  readonly levels: readonly Rows[];
  readonly retired: {
    readonly codes: Float64Array;
    readonly successors: Float64Array;
    readonly inferred: Uint8Array;
  };
  readonly former: { readonly codes: Float64Array; readonly keys: Texts };
}

/** The region list that `npm run build:regions` packed. */
export function unpack(block: ArrayBuffer): PackedRegions {
  const headerLength = new DataView(block).getUint32(0, true);
  const header = JSON.parse(UTF8.decode(new Uint8Array(block, 4, headerLength))) as PackedHeader;
  const start = 4 + headerLength;
  const bytes = ([offset, length]: Section) => new Uint8Array(block, start + offset, length);
  const numbers = ([offset, length]: Section) => new Float64Array(block, start + offset, length / 8);
  const sums = (section: Section) => sumsOf(bytes(section));
  const texts = (packed: PackedText) => new Texts(endsOf(bytes(packed.lengths)), bytes(packed.bytes));
  return {
    asOf: header.asOf,
    levels: header.levels.map(({ codes, names, keys }) => ({
      codes: sums(codes),
      names: texts(names),
      keys: texts(keys),
    })),
    retired: {
      codes: sums(header.retired.codes),
      successors: numbers(header.retired.successors),
      inferred: bytes(header.retired.inferred),
    },
    former: { codes: sums(header.former.codes), keys: texts(header.former.keys) },
  };
}

/** The numbers whose differences these bytes are (LEB128). */
function sumsOf(bytes: Uint8Array): Float64Array {
  const sums = new Float64Array(bytes.reduce((count, byte) => (byte < 128 ? count + 1 : count), 0));
  let [sum, step, unit, at] = [0, 0, 1, 0];
  for (const byte of bytes) {
    // Codes of villages have more than 32 bits.
    step += (byte & 127) * unit;
    unit *= 128;
    if (byte >= 128) continue;
    sum += step;
    sums[at] = sum;
    at += 1;
    [step, unit] = [0, 1];
  }
  return sums;
}

function endsOf(lengths: Uint8Array): Uint32Array {
  const ends = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) ends[i + 1] = ends[i]! + lengths[i]!;
  return ends;
}

/** Index of the first code that is not less than `code`. */
export function lowerBound(codes: Float64Array, code: number): number {
  let low = 0;
  let high = codes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (codes[middle]! < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the code, or -1. */
export function indexOf(codes: Float64Array, code: number): number {
  const index = lowerBound(codes, code);
  return codes[index] === code ? index : -1;
}

/**
 * The region list as one block of bytes that needs no parsing: typed arrays over the block, names decoded when asked for.
 *
 * `uint32` length of the header, the header (JSON, padded with spaces), then the sections the header points at.
 * Each section starts at a multiple of 8 and is little-endian. Rows are sorted by code.
 */

/** Where a section lies: bytes from the end of the header, and number of bytes. */
export type Section = readonly [offset: number, length: number];

export interface PackedHeader {
  readonly asOf: string;
  /** PROVINCE, REGENCY, DISTRICT, VILLAGE. Retired regions stand among those in force. */
  readonly levels: readonly {
    readonly codes: Section;
    readonly names: PackedText;
    readonly keys: PackedText;
  }[];
  /** Regions not in force. `successors`: the code that took over, or 0. `inferred`: 1 where no list but a hole in the numbering speaks for the code. */
  readonly retired: { readonly codes: Section; readonly successors: Section; readonly inferred: Section };
  /** Other names a code had or has on cards. */
  readonly former: { readonly codes: Section; readonly keys: PackedText };
}

export interface PackedText {
  /** `uint32`, one more than there are texts: text i is bytes ends[i] to ends[i + 1]. */
  readonly ends: Section;
  readonly bytes: Section;
}

/** Texts one after another in one block. */
export class Texts {
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

const UTF8 = new TextDecoder();

export interface Rows {
  readonly codes: Float64Array;
  readonly names: Texts;
  readonly keys: Texts;
}

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
  const texts = (packed: PackedText) =>
    new Texts(new Uint32Array(block, start + packed.ends[0], packed.ends[1] / 4), bytes(packed.bytes));
  return {
    asOf: header.asOf,
    levels: header.levels.map(({ codes, names, keys }) => ({
      codes: numbers(codes),
      names: texts(names),
      keys: texts(keys),
    })),
    retired: {
      codes: numbers(header.retired.codes),
      successors: numbers(header.retired.successors),
      inferred: bytes(header.retired.inferred),
    },
    former: { codes: numbers(header.former.codes), keys: texts(header.former.keys) },
  };
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

/** Says how long the code is that the next 16 bits of a stream begin with, times 256, and what it stands for. 0: no code. */
export interface HuffmanTable {
  /** By the next `SHORT` bits, which most codes fit in; 0 where more are needed. */
  readonly short: Uint16Array;
  /** By its length the number above the last code of that length, filled up to 16 bits: codes are numbers that count upwards. */
  readonly ends: Uint32Array;
  /** By its length the place that the symbol of code 0 would have in `symbols`. */
  readonly places: Int32Array;
  readonly symbols: Uint8Array;
}

/** Bits of the codes that are looked up at once, and of the longest code (ITU-T T.81). */
const SHORT = 9;
const LONGEST = 16;

/** Bits of a lookup of several coefficients, and the flag in it that says that the block ends. */
const RUN = 12;
const ENDS = 128;

/** Bytes of the longest block, and some more: 64 codes of 16 bits, with as many bits after each. */
export const LONGEST_BLOCK = 320;
/** Bits of the largest difference between two means of 8-bit pixels. */
const MOST_BITS = 11;
/** Sixteen zeros and more to come; with fewer the block has ended. */
const ALL_ZEROS = 15;

/** The table of a DHT segment (ITU T.81, C.2): how many codes there are of each length, and what they stand for, shortest first. */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const short = new Uint16Array(1 << SHORT);
  const ends = new Uint32Array(LONGEST + 1);
  const places = new Int32Array(LONGEST + 1);
  let end = 0;
  let next = 0;
  for (let length = 1; length <= LONGEST; length++) {
    const count = counts[length - 1] ?? 0;
    const first = end >> (LONGEST - length);
    places[length] = next - first;
    for (let n = 0; n < count && length <= SHORT; n++) {
      const from = (first + n) << (SHORT - length);
      short.fill((length << 8) | (symbols[next + n] ?? 0), from, from + (1 << (SHORT - length)));
    }
    next += count;
    end += count << (LONGEST - length);
    ends[length] = end;
  }
  return { short, ends, places, symbols };
}

/** What blocks of 8 x 8 pixels are coded with: their means, and their 63 further coefficients. */
export interface BlockTables {
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
  readonly runs: RunTable;
}

/**
 * By the next `RUN` bits, how many coefficients lie in them to their last bit, times 256, and how many bits they take; with
 * `ENDS`, the block ends behind them. Most coefficients take so few bits that three or four are passed at once.
 */
export type RunTable = Uint16Array;

/** The runs of coefficients in a table of their codes. */
export function runsOf(ac: HuffmanTable): RunTable {
  const runs = new Uint16Array(1 << RUN);
  for (let next = 0; next < runs.length; next++) {
    let [passed, taken] = [0, 0];
    for (;;) {
      const code = ac.short[((next << taken) & (runs.length - 1)) >> (RUN - SHORT)]!;
      const bits = (code >> 8) + (code & 15);
      if (code === 0 || taken + bits > RUN) break;
      taken += bits;
      if (endsBlock(code)) {
        taken |= ENDS;
        break;
      }
      passed += ((code >> 4) & 15) + 1;
    }
    runs[next] = (passed << 8) | taken;
  }
  return runs;
}

/** Whether no coefficient follows the code: it stands for none, and for fewer zeros than are written while more is to come. */
function endsBlock(code: number): boolean {
  return (code & 15) === 0 && ((code >> 4) & 15) !== ALL_ZEROS;
}

/** Walks over coded blocks (F.2.2), from one to the next. */
export class BlockWalk {
  /** The bit at which the next block begins. */
  at = 0;
  /** By how much the mean of the block that was passed last differs from that before it. */
  difference = 0;
  readonly #bits: number;
  readonly #bytes: DataView;

  /** @param bytes the first `length` of which are data, and `LONGEST_BLOCK` or more are not: a block that begins in the data may be walked over without a care for its end */
  constructor(bytes: Uint8Array, length: number) {
    this.#bits = 8 * length;
    this.#bytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bits that are left. */
  get left(): number {
    return this.#bits - this.at;
  }

  /** The last so many bits of the data. */
  last(bits: number): number {
    return this.#bytes.getUint8((this.#bits >> 3) - 1) & ((1 << bits) - 1);
  }

  /** @returns false, with no more to walk over, where the data ends before the block does, or no encoder writes what stands there */
  pass({ dc, ac, runs }: BlockTables): boolean {
    const bytes = this.#bytes;
    const mean = codeAt(bytes, this.at, dc);
    const size = mean & 255;
    if (mean === 0 || size > MOST_BITS) return false;
    let bit = this.at + (mean >> 8);
    const read = next16(bytes, bit) >> (16 - size);
    // The lower half of what so many bits can say stands for what is below zero.
    this.difference = size > 0 && read >> (size - 1) === 0 ? read - (1 << size) + 1 : read;
    bit += size;
    for (let coefficient = 1; coefficient < 64; ) {
      const run = runs[next16(bytes, bit) >> (16 - RUN)]!;
      const after = coefficient + (run >> 8);
      // The last coefficient ends the block without a code that says so.
      if (run !== 0 && after < 64) {
        bit += run & (ENDS - 1);
        coefficient = after;
        if ((run & ENDS) !== 0) break;
        continue;
      }
      const code = codeAt(bytes, bit, ac);
      if (code === 0) return false;
      bit += (code >> 8) + (code & 15);
      if (endsBlock(code)) break;
      coefficient += ((code >> 4) & 15) + 1;
      if (coefficient > 64) return false;
    }
    this.at = bit;
    return bit <= this.#bits;
  }
}

function codeAt(bytes: DataView, bit: number, table: HuffmanTable): number {
  const bits = next16(bytes, bit);
  return table.short[bits >> (LONGEST - SHORT)]! || longCode(bits, table);
}

function longCode(bits: number, { ends, places, symbols }: HuffmanTable): number {
  for (let length = SHORT + 1; length <= LONGEST; length++) {
    if (bits < ends[length]!) {
      return (length << 8) | (symbols[places[length]! + (bits >> (LONGEST - length))] ?? 0);
    }
  }
  return 0;
}

function next16(bytes: DataView, bit: number): number {
  return (bytes.getUint32(bit >> 3) << (bit & 7)) >>> 16;
}

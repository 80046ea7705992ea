import {
  type BlockTables,
  BlockWalk,
  type HuffmanTable,
  huffmanTable,
  LONGEST_BLOCK,
  runsOf,
} from './huffman.js';
import { isFrame, nextMarker, standsAlone, startsAsJpeg, uint16At } from './structure.js';

/** Whether the coded pixels of a picture are all there. */
export type Condition = 'WHOLE' | 'DAMAGED' | 'UNKNOWN';

/** The mean of white, times 8 as it is coded, and a quarter more: some encoders let edges overshoot. */
const LARGEST_MEAN = 1280;

/**
 * Walks through the coded pixels of a JPEG without decoding them: each scan must have as many blocks as its picture, of means that
 * pixels can have, and end with the last. Decoders show whatever is there, and do not always say what was wrong with it.
 * `UNKNOWN` for what is not sequential with Huffman codes (SOF0, SOF1): of progressive JPEGs and PNGs decoders tell more.
 */
export function jpegCondition(bytes: Uint8Array): Condition {
  if (!startsAsJpeg(bytes)) return 'UNKNOWN';
  const tables: Tables = { dc: [], ac: [], steps: [] };
  let frame: Frame | null = null;
  let restartInterval = 0;
  let scans = 0;
  let at = 2;
  for (;;) {
    at = nextMarker(bytes, at);
    const marker = bytes[at++];
    if (marker === undefined || marker === EOI) return scans > 0 ? 'WHOLE' : 'UNKNOWN';
    if (standsAlone(marker)) continue;
    if (at + 2 > bytes.length) return 'UNKNOWN';
    const segment = bytes.subarray(at + 2, at + uint16At(bytes, at));
    at += 2 + segment.length;
    if (isFrame(marker)) {
      frame = marker <= SOF1 ? frameOf(segment) : null;
      if (frame === null) return 'UNKNOWN';
    } else if (marker === DHT) readCodes(segment, tables);
    else if (marker === DQT) readSteps(segment, tables);
    else if (marker === DRI && segment.length >= 2) restartInterval = uint16At(segment, 0);
    else if (marker === SOS) {
      const scan = frame === null ? null : scanOf(segment, frame, tables);
      if (scan === null) return 'UNKNOWN';
      const end = afterScan(bytes, at, scan, restartInterval);
      if (end === null) return 'DAMAGED';
      at = end;
      scans += 1;
    }
  }
}

const [SOF1, DHT, RST0, EOI, SOS, DQT, DRI] = [0xc1, 0xc4, 0xd0, 0xd9, 0xda, 0xdb, 0xdd];

interface Tables {
  readonly dc: HuffmanTable[];
  readonly ac: HuffmanTable[];
  /** Of the means, by the place of their quantisation table. */
  readonly steps: number[];
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
}

interface Component {
  readonly id: number;
  /** Sampling factors: how many blocks of it lie in each unit of an interleaved scan. */
  readonly across: number;
  readonly down: number;
  /** The place of its quantisation table. */
  readonly steps: number;
}

function frameOf(segment: Uint8Array): Frame | null {
  if (segment.length < 6 || segment[0] !== 8) return null;
  const components: Component[] = [];
  for (let at = 6; at + 3 <= segment.length; at += 3) {
    const [id, factors, steps] = [segment[at]!, segment[at + 1]!, segment[at + 2]!];
    components.push({ id, across: factors >> 4, down: factors & 15, steps });
  }
  if (components.some(({ across, down }) => across === 0 || down === 0)) return null;
  return { height: uint16At(segment, 1), width: uint16At(segment, 3), components };
}

function readCodes(segment: Uint8Array, { dc, ac }: Tables): void {
  for (let at = 0; at + 17 <= segment.length; ) {
    const [place, counts] = [segment[at]!, segment.subarray(at + 1, at + 17)];
    const many = counts.reduce((sum, count) => sum + count, 0);
    (place < 16 ? dc : ac)[place & 15] = huffmanTable(counts, segment.subarray(at + 17, at + 17 + many));
    at += 17 + many;
  }
}

function readSteps(segment: Uint8Array, { steps }: Tables): void {
  for (let at = 0; at + 65 <= segment.length; ) {
    const [place, wide] = [segment[at]! & 15, segment[at]! >= 16];
    steps[place] = wide ? uint16At(segment, at + 1) : segment[at + 1]!;
    at += wide ? 129 : 65;
  }
}

/** Blocks of a component that follow one another. */
interface Part extends BlockTables {
  readonly blocks: number;
  /** How far a mean may lie from the middle, in its steps. */
  readonly reach: number;
}

interface Scan {
  /** What it is made of, over and over (MCU). */
  readonly unit: readonly Part[];
  readonly units: number;
}

function scanOf(segment: Uint8Array, { width, height, components }: Frame, tables: Tables): Scan | null {
  const unit: Part[] = [];
  let only: Component | undefined;
  for (let at = 1; at < 1 + 2 * (segment[0] ?? 0); at += 2) {
    const [id, places] = [segment[at], segment[at + 1] ?? 0];
    only = components.find((each) => each.id === id);
    const [dc, ac, step] = [tables.dc[places >> 4], tables.ac[places & 15], tables.steps[only?.steps ?? -1]];
    if (only === undefined || dc === undefined || ac === undefined || step === undefined) return null;
    unit.push({ blocks: only.across * only.down, dc, ac, runs: runsOf(ac), reach: LARGEST_MEAN / step + 1 });
  }
  const across = Math.max(...components.map((each) => each.across));
  const down = Math.max(...components.map((each) => each.down));
  if (only === undefined) return null;
  if (unit.length > 1)
    return { unit, units: Math.ceil(width / (8 * across)) * Math.ceil(height / (8 * down)) };
  // Alone in its scan a component has no blocks but those that its pixels need.
  const columns = Math.ceil(Math.ceil((width * only.across) / across) / 8);
  const rows = Math.ceil(Math.ceil((height * only.down) / down) / 8);
  return { unit: unit.map((part) => ({ ...part, blocks: 1 })), units: columns * rows };
}

/** @returns the position of the marker after the scan that begins at `from`; null where it has not what it should */
function afterScan(
  bytes: Uint8Array,
  from: number,
  { unit, units }: Scan,
  restartInterval: number,
): number | null {
  let at = from;
  let left = units;
  for (let interval = 0; ; interval++) {
    const end = nextMarker(bytes, at) - 1;
    const count = restartInterval === 0 ? left : Math.min(restartInterval, left);
    left -= count;
    if (!hasUnits(walkOver(bytes.subarray(at, end)), unit, count)) return null;
    if (left === 0) return end;
    if (bytes[end + 1] !== RST0 + (interval & 7)) return null;
    at = end + 2;
  }
}

/** Whether so many units lie in the data, and no more. */
function hasUnits(walk: BlockWalk, unit: readonly Part[], units: number): boolean {
  const means = unit.map(() => 0);
  for (let n = 0; n < units; n++) if (!passUnit(walk, unit, means)) return false;
  return !goesOn(walk, unit, means);
}

/** @param means of the block before, by component */
function passUnit(walk: BlockWalk, unit: readonly Part[], means: number[]): boolean {
  for (let i = 0; i < unit.length; i++) {
    const part = unit[i]!;
    for (let n = 0; n < part.blocks; n++) {
      if (!walk.pass(part)) return false;
      const mean = means[i]! + walk.difference;
      if (mean > part.reach || mean < -part.reach) return false;
      means[i] = mean;
    }
  }
  return true;
}

/**
 * Whether further units follow up to the very end, as they do where an error before made more of fewer. Anything else, such as what
 * some cameras write behind their pictures, is none of them.
 */
function goesOn(walk: BlockWalk, unit: readonly Part[], means: number[]): boolean {
  const from = walk.at;
  while (walk.left >= 8) if (!passUnit(walk, unit, means)) return false;
  return walk.at > from && walk.last(walk.left) === (1 << walk.left) - 1;
}

/** A walk over the data without the zero that stands behind each 0xFF in it, and without the fill bytes before a marker. */
function walkOver(coded: Uint8Array): BlockWalk {
  let length = coded.length;
  while (length > 0 && coded[length - 1] === 0xff) length -= 1;
  const bytes = new Uint8Array(length + LONGEST_BLOCK);
  let to = 0;
  for (let from = 0; from < length; ) {
    const found = coded.indexOf(0xff, from);
    const end = found === -1 || found >= length ? length : found + 1;
    bytes.set(coded.subarray(from, end), to);
    to += end - from;
    from = end + 1;
  }
  return new BlockWalk(bytes, to);
}

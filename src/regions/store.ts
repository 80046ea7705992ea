import { readFileSync } from 'node:fs';
import { unpack } from './packed.js';
import type { RegionTable } from './region.js';
import { regionTable } from './table.js';

const FILE = new URL('../../data/regions.bin', import.meta.url);

/** Loads the packed region list. Synchronous, because it takes a few milliseconds, once at start. */
export function loadRegions(): RegionTable {
  const { buffer, byteOffset, byteLength } = readFileSync(FILE);
  return regionTable(unpack(byteOffset === 0 ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)));
}

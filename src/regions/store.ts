import type { RegionTable } from './region.js';

/** Loads the packed region list. Synchronous: it takes a few milliseconds, once, at start. */
export declare function loadRegions(): RegionTable;

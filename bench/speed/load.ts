/** Loads the region list in a process of its own and prints what that took, as JSON. */
import { loadRegions } from '../../src/regions/store.js';

const memory = process.memoryUsage.rss();
const start = performance.now();
const regions = loadRegions();
const ms = performance.now() - start;
const mb = (process.memoryUsage.rss() - memory) / 1e6;
console.log(JSON.stringify({ ms, mb, provinces: regions.within(null).length }));

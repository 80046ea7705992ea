/** Prints what the entries of the front ends' packages weigh for the browser, bundled alone, and what a reader loads, compressed. */
import { readerSizes } from './browser-bundle.js';
import { clientSizes } from './client-sizes.js';

for (const { entry, minified, gzipped } of await clientSizes()) {
  console.log(`${entry.padEnd(28)}${kilobytes(minified)} minified${kilobytes(gzipped)} gzipped`);
}
for (const { name, gzipped } of await readerSizes()) {
  console.log(`${name.padEnd(28)}${' '.repeat(19)}${kilobytes(gzipped)} gzipped`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
}

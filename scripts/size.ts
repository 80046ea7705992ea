/** Prints what the entries of `packages/client` weigh for the browser: bundled alone, minified, compressed. */
import { clientSizes } from './client-sizes.js';

for (const { entry, minified, gzipped } of await clientSizes()) {
  console.log(`${entry.padEnd(28)}${kilobytes(minified)} minified${kilobytes(gzipped)} gzipped`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
}

/** Assembles what draws pixels (`drawing.wat`) into a module that holds it as text, so that it runs wherever its TypeScript does. */
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const FOLDER = new URL('../src/engine/embedded/image/', import.meta.url);
const SOURCE = new URL('drawing.wat', FOLDER);
const TARGET = new URL('drawing.wasm.ts', FOLDER);

/** The module, with its WebAssembly in base64. */
export async function assembled(): Promise<string> {
  const { parseWat } = await wabt();
  const { buffer } = parseWat('drawing.wat', readFileSync(SOURCE), {
    simd: true,
    sat_float_to_int: true,
  }).toBinary({});
  const lines =
    Buffer.from(buffer)
      .toString('base64')
      .match(/.{1,100}/g) ?? [];
  return `/** Assembled of \`drawing.wat\` by \`npm run build:drawing\`. */
export const DRAWING = [
${lines.map((line) => `  '${line}',\n`).join('')}].join('');
`;
}

if (import.meta.filename === process.argv[1]) writeFileSync(TARGET, await assembled());

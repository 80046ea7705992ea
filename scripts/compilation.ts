import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type OutputFile } from 'esbuild';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** File by file, with nothing bundled; the oldest Node of package.json's `engines`. */
const COMPILATION = {
  absWorkingDir: ROOT,
  format: 'esm',
  target: 'node20.19',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * TypeScript as JavaScript. The types are not checked, which `npm run check` does.
 * @param folders of the checkout; their tests, their declarations and packages that are installed in them are left out
 * @param outdir what their files lie in, as below `outbase`
 * @returns what is to be written
 */
export async function compile(
  folders: readonly string[],
  options: Pick<BuildOptions, 'outbase' | 'outdir' | 'sourcemap'>,
): Promise<OutputFile[]> {
  const { outputFiles } = await build({
    ...COMPILATION,
    ...options,
    entryPoints: folders.flatMap(sources),
    write: false,
  });
  return outputFiles;
}

function sources(folder: string): string[] {
  return (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter((file) => /(?<!\.test|\.d)\.ts$/.test(file) && !file.split(sep).includes('node_modules'))
    .map((file) => join(folder, file));
}

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerSizes } from '../../scripts/browser-bundle.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

let folder: string;
let tarball: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ktp-reader-'));
  const args = ['pack', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: join(ROOT, 'packages/browser') });
  tarball = join(folder, JSON.parse(stdout.slice(stdout.indexOf('[\n')))[0].filename);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('@ktp-gateway/browser', () => {
  it('has the version of the gateway, and needs nothing', () => {
    const manifest = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
    const { version, dependencies, peerDependencies } = manifest('packages/browser/package.json');
    expect([version, dependencies, peerDependencies]).toEqual([
      manifest('package.json').version,
      undefined,
      undefined,
    ]);
  });

  it('loads less than 6 MB, compressed', async () => {
    const sizes = await readerSizes();
    expect(sizes.reduce((sum, { gzipped }) => sum + gzipped, 0)).toBeLessThan(6_000_000);
  });

  it('holds the reader, its types and the folder of assets, and passes publint and attw', async () => {
    const { stdout } = await run('tar', ['tzf', tarball]);
    const files = stdout.split('\n').filter((file) => !file.endsWith('.d.ts') && file !== '');
    expect(files.map((file) => file.slice('package/'.length)).sort()).toEqual([
      'README.md',
      'dist/assets/detector.onnx.gz',
      'dist/assets/ort-wasm-simd-threaded.mjs',
      'dist/assets/ort-wasm-simd-threaded.wasm.gz',
      'dist/assets/reader.onnx.gz',
      'dist/assets/regions.bin.gz',
      'dist/assets/visibility.onnx.gz',
      'dist/assets/worker.js',
      'dist/index.js',
      'package.json',
    ]);
    await run('npx', ['publint', '--strict', tarball], { cwd: ROOT });
    await run('npx', ['attw', tarball, '--profile', 'esm-only'], { cwd: ROOT });
  });
});

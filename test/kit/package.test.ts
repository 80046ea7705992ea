import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientSizes } from '../../scripts/client-sizes.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

let folder: string;
let tarball: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ktp-client-'));
  const args = ['pack', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: join(ROOT, 'packages/client') });
  tarball = join(folder, JSON.parse(stdout.slice(stdout.indexOf('[\n')))[0].filename);
  const home = join(folder, 'node_modules/@ktp-gateway/client');
  mkdirSync(home, { recursive: true });
  await run('tar', ['xzf', tarball, '-C', home, '--strip-components=1']);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('@ktp-gateway/client', () => {
  it('is small, and needs nothing', async () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
      readFileSync(join(ROOT, 'packages/client/package.json'), 'utf8'),
    );
    expect(dependencies).toBeUndefined();
    // For its own entry alone.
    expect([peerDependencies, peerDependenciesMeta]).toEqual([
      { react: '>=18' },
      { react: { optional: true } },
    ]);
    const sizes = Object.fromEntries((await clientSizes()).map(({ entry, gzipped }) => [entry, gzipped]));
    expect(sizes['@ktp-gateway/client']).toBeLessThan(15_000);
    expect(sizes['@ktp-gateway/client/element']).toBeLessThan(24_000);
    // With `readCard` in it, and without React.
    expect(sizes['@ktp-gateway/client/react']).toBeLessThan(8_000);
  });

  it('has the version of the gateway', () => {
    const version = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')).version;
    expect(version('packages/client/package.json')).toBe(version('package.json'));
  });

  it('passes publint and attw, and imports nothing that is not in it', async () => {
    await run('npx', ['publint', '--strict', tarball], { cwd: ROOT });
    await run('npx', ['attw', tarball, '--profile', 'esm-only'], { cwd: ROOT });
    writeFileSync(
      join(folder, 'use.mjs'),
      `import * as kit from '@ktp-gateway/client';
       // Servers that render pages import it, and have no elements.
       await import('@ktp-gateway/client/element');
       const file = new Blob(['x']);
       console.log(JSON.stringify({
         names: Object.keys(kit).sort(), text: kit.messageOf({ __typename: 'OcrNoResultError' }, 'ID'),
         same: (await kit.shrink(file)) === file }));`,
    );
    const { stdout } = await run(process.execPath, ['use.mjs'], { cwd: folder });
    const { names, text, same } = JSON.parse(stdout);
    expect(names).toEqual(expect.arrayContaining(['isDoubted', 'messageOf', 'readCard', 'shrink']));
    expect(text).toMatch(/^Kartu tidak terbaca\. /);
    expect(same).toBe(true);
  });

  it('has types that need nothing but a browser’s, and refuse what is wrong, whatever the compiler', async () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { readCard, type TypedDocument } from '@ktp-gateway/client';
       import { useKtpReader } from '@ktp-gateway/client/react';
       import '@ktp-gateway/client/element';
       declare const document: TypedDocument<{ ocrKtp: { __typename: 'A'; a: number } | { __typename: 'B' } }, { image: Blob; more: string }>;
       const result = await readCard(new Blob(), { url: '/graphql', document, variables: { more: '' } });
       export const a: number = result.__typename === 'A' ? result.a : 0;
       export function useIt(): number {
         const { reading } = useKtpReader({ url: '/graphql', document, variables: { more: '' } });
         return reading.status === 'done' && reading.result.__typename === 'A' ? reading.result.a : 0;
       }
       const element = window.document.querySelector('ktp-capture')!;
       element.document = document;
       element.addEventListener('ktp-error', ({ detail: { title } }) => title.length);
       // @ts-expect-error: no variables
       await readCard(new Blob(), { url: '/graphql', document });
       // @ts-expect-error: no variables
       export const useNone = () => useKtpReader({ url: '/graphql', document });
       // @ts-expect-error: no such language
       await readCard(new Blob(), { url: '/graphql', document, variables: { more: '' }, language: 'FR' });`,
    );
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2022', 'dom'],
      module: 'nodenext',
      types: [],
    };
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const compile = async (tsc: string, project: string) => {
      const compiled = run(process.execPath, [tsc, '-p', project]);
      expect(await compiled.catch(({ stdout }) => stdout)).toEqual({ stdout: '', stderr: '' });
    };
    await Promise.all([
      compile(join(ROOT, 'node_modules/typescript/bin/tsc'), folder),
      ...OTHER_COMPILERS.map(async (version) => {
        const tsc = await installed(version);
        // The example with what code generators write, which `npm run check` compiles with ours.
        await Promise.all([folder, join(ROOT, 'examples')].map((project) => compile(tsc, project)));
      }),
    ]);
  });
});

/** The oldest and the newest that docs/clients.md promises; ours is between them. */
const OTHER_COMPILERS = ['5.9.3', '7.0.2'] as const;

/** Beside ours there is no place for its command. */
async function installed(version: string): Promise<string> {
  const home = join(folder, `typescript-${version}`);
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefix', home, `typescript@${version}`]);
  return join(home, 'node_modules/typescript/bin/tsc');
}

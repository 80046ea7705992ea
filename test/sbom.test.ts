import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

interface Component {
  readonly name: string;
  readonly version: string;
  readonly hashes?: readonly unknown[];
  readonly licenses?: readonly unknown[];
}

it('npm run sbom lists what production has, with versions, hashes and licences, and nothing else', async () => {
  const { scripts, dependencies, name, version } = json(join(ROOT, 'package.json'));
  const folder = mkdtempSync(join(tmpdir(), 'ktp-bill-'));
  try {
    const out = join(folder, 'bill.json');
    await promisify(execFile)('npx', [...scripts.sbom.split(' '), out], { cwd: ROOT });
    const { bomFormat, metadata, components } = json(out) as {
      bomFormat: string;
      metadata: { component: Component & { type: string } };
      components: Component[];
    };
    const { component } = metadata;
    expect([bomFormat, component.type, component.name, component.version]).toEqual([
      'CycloneDX',
      'application',
      name,
      version,
    ]);
    const found = components.map((each) => `${each.name}@${each.version}`);
    const wanted = Object.entries(dependencies).map((each) => each.join('@'));
    expect(wanted.filter((each) => !found.includes(each))).toEqual([]);
    // What the lock file has for production, each version once.
    const { packages } = json(join(ROOT, 'package-lock.json'));
    const locked = Object.entries<{ version: string; dev?: boolean; devOptional?: boolean; link?: boolean }>(
      packages,
    )
      .filter(
        ([path, { dev, devOptional, link }]) =>
          path.startsWith('node_modules/') && !dev && !devOptional && !link,
      )
      .map(([path, each]) => `${path.replace(/.*node_modules\//, '')}@${each.version}`);
    expect(new Set(found)).toEqual(new Set(locked));
    expect(found.filter((each) => /^(?:vitest|typescript|onnxruntime-node)@/.test(each))).toEqual([]);
    const without = (what: 'hashes' | 'licenses') =>
      components.filter((each) => !each[what]?.length).map((each) => each.name);
    expect(without('hashes')).toEqual([]);
    // MIT, which they say in a way that npm no longer reads.
    expect(without('licenses')).toEqual(['busboy', 'streamsearch']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

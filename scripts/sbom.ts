import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes `sbom.cdx.json`, or the file that is named, in CycloneDX: what a production installation has, on every system, by the lock file.
 * `npm sbom --omit dev` in a checkout leaves out what is a dependency of production and of a development package both, such as `graphql` (npm 11);
 * so it is asked about a folder that has never heard of packages for development.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const json = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

const manifest = json('package.json');
const lock = json('package-lock.json');
const { '': root, ...packages } = lock.packages;
for (const kind of ['devDependencies', 'peerDependencies', 'peerDependenciesMeta', 'workspaces']) {
  delete manifest[kind];
  delete root[kind];
}
// The workspaces are packages of their own, for pages.
const kept = Object.entries<{ dev?: boolean; devOptional?: boolean; link?: boolean }>(packages).filter(
  ([path, { dev, devOptional, link }]) => path.startsWith('node_modules/') && !dev && !devOptional && !link,
);

const folder = mkdtempSync(join(tmpdir(), 'ktp-sbom-'));
try {
  // npm calls what it describes by its folder.
  const home = join(folder, manifest.name);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    join(home, 'package-lock.json'),
    JSON.stringify({ ...lock, packages: { '': root, ...Object.fromEntries(kept) } }),
  );
  const args = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const bill = execFileSync('npm', args, { cwd: home, maxBuffer: 1e8 });
  writeFileSync(process.argv[2] ?? join(ROOT, 'sbom.cdx.json'), bill);
} finally {
  rmSync(folder, { recursive: true });
}

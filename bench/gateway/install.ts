import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./peers/', import.meta.url));
/** The lock as it was when the packages were installed from it. */
const STAMP = `${FOLDER}node_modules/.installed-lock.json`;

/**
 * Installs the other servers beside their scripts, unless they are there.
 * @throws Error
 */
export function installServers(): void {
  const lock = readFileSync(`${FOLDER}package-lock.json`, 'utf8');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.error(`Installing the other servers' npm packages into ${FOLDER}node_modules …`);
  const { status, error, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm ci failed: ${error?.message ?? stderr.trim()}`);
  writeFileSync(STAMP, lock);
}

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PEERS, type PeerName } from './names.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGES = join(HERE, '../../artefacts/peers');
const MANIFEST = ['package.json', 'package-lock.json'] as const;
/** What npm notes down in the folder once it has installed everything. */
const INSTALLED = 'node_modules/.package-lock.json';

export interface Installed {
  /** The folder with the npm packages. */
  readonly packages: string;
  /** Who could not be installed, and why. */
  readonly missing: ReadonlyMap<PeerName, string>;
}

/** Installs what is missing of the peers: npm's into `artefacts/peers`, Tesseract by apt where that is ours to do. */
export function installPeers(): Installed {
  const npm = installPackages();
  const tesseract = installTesseract();
  const missing = PEERS.flatMap((name): [PeerName, string][] => {
    const reason = name === 'tesseract' ? tesseract : npm;
    return reason === null ? [] : [[name, reason]];
  });
  return { packages: PACKAGES, missing: new Map(missing) };
}

/** Null, or why there are no packages. */
function installPackages(): string | null {
  const upToDate = MANIFEST.every((file) => same(join(HERE, file), join(PACKAGES, file)));
  if (upToDate && existsSync(join(PACKAGES, INSTALLED))) return null;
  console.error(`Installing the npm packages of the peers into ${PACKAGES} (about 470 MB) …`);
  mkdirSync(PACKAGES, { recursive: true });
  for (const file of MANIFEST) copyFileSync(join(HERE, file), join(PACKAGES, file));
  return run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], PACKAGES);
}

function same(a: string, b: string): boolean {
  return existsSync(b) && readFileSync(a, 'utf8') === readFileSync(b, 'utf8');
}

/** Null, or why there is no Tesseract that reads Indonesian. */
function installTesseract(): string | null {
  if (hasTesseract()) return null;
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    return 'tesseract with the language ind is not installed, and only root on Debian can be helped: apt-get install tesseract-ocr tesseract-ocr-ind';
  }
  console.error('Installing tesseract-ocr and tesseract-ocr-ind by apt …');
  const failed =
    run('apt-get', ['update']) ??
    run('apt-get', ['install', '-y', '--no-install-recommends', 'tesseract-ocr', 'tesseract-ocr-ind']);
  return failed ?? (hasTesseract() ? null : 'apt installed tesseract, but it does not list the language ind');
}

function hasTesseract(): boolean {
  const { stdout, status } = spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8' });
  return status === 0 && stdout.split('\n').includes('ind');
}

/** Null, or what went wrong. */
function run(command: string, args: readonly string[], cwd?: string): string | null {
  const { status, error, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return null;
  const told = error?.message ?? stderr.trim().split('\n').at(-1) ?? `exit code ${status}`;
  return `${command} ${args[0]} failed: ${told}`;
}

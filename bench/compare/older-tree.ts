import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A commit of the project checked out and built in a folder for temporary files, which is kept for the next time.
 * It shares this tree's packages where it locks the same versions, and installs its own where it does not.
 * @throws Error where there is no such commit, or it cannot be built
 */
export function olderTree(commit: string): string {
  const hash = hashOf(commit);
  const folder = join(tmpdir(), `ktp-gateway-compare-${hash}`);
  // Its packages may be those of a tree that is no more.
  const hasPackages = existsSync(join(folder, 'node_modules'));
  if (hasPackages && existsSync(join(folder, 'dist/main.js'))) return folder;
  if (!existsSync(folder)) {
    // Of a folder that the system has cleaned away git still knows.
    run(ROOT, 'git', 'worktree', 'prune');
    run(ROOT, 'git', 'worktree', 'add', '--quiet', '--detach', folder, hash);
  }
  if (!hasPackages) {
    rmSync(join(folder, 'node_modules'), { force: true });
    if (locksTheSame(lockOf(folder), lockOf(ROOT))) {
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    } else {
      console.error(`Installing the npm packages of ${commit} into ${folder} …`);
      run(folder, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
    }
  }
  console.error(`Building ${commit} …`);
  run(folder, 'npm', 'run', 'build');
  return folder;
}

/**
 * The hash of a commit of this repository.
 * @throws Error where there is none of that name
 */
export function hashOf(commit: string): string {
  const args = ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`];
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error('there is no such commit in this repository');
  return stdout.trim();
}

/** The versions of a lock file, by the folders of its packages. */
type Lock = Readonly<Record<string, { readonly version?: string }>>;

function lockOf(folder: string): Lock {
  return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
}

/** Whether another lock file has all packages of one in the same version. */
export function locksTheSame(lock: Lock, other: Lock): boolean {
  return Object.entries(lock)
    .filter(([folder]) => folder.startsWith('node_modules/'))
    .every(([folder, { version }]) => other[folder]?.version === version);
}

function run(cwd: string, command: string, ...args: readonly string[]): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(
    `${command} ${args.join(' ')} failed: ${error?.message ?? (stderr.trim() || stdout.trim())}`,
  );
}

import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config/gateway.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FOLDER = join(ROOT, 'deploy/systemd');
const UNITS = readdirSync(FOLDER);
const run = promisify(execFile);
const HAS_SYSTEMD = spawnSync('systemd-analyze', ['--version']).status === 0;
if (!HAS_SYSTEMD) process.stderr.write('No systemd-analyze here: the tests that need it are SKIPPED.\n');

/** Settings of a unit; where one stands several times, all of them. */
function settingsOf(unit: string): Record<string, string[]> {
  const settings: Record<string, string[]> = {};
  for (const line of readFileSync(join(FOLDER, unit), 'utf8').split('\n')) {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (name !== '') settings[name] = [...(settings[name] ?? []), value];
  }
  return settings;
}

it('has a unit for the gateway and one for a worker', () => {
  expect(UNITS.toSorted()).toEqual(['ktp-gateway-worker.service', 'ktp-gateway.service']);
});

describe.each(UNITS)('%s', (unit) => {
  const settings = settingsOf(unit);

  it('starts a program of the package, in production, and gives it time to end in order', () => {
    const [, program = ''] =
      /^\/usr\/bin\/node \/opt\/ktp-gateway\/node_modules\/ktp-gateway\/dist\/(\w+)\.js$/.exec(
        settings.ExecStart?.[0] ?? '',
      ) ?? [];
    expect(program).toBe(unit.includes('worker') ? 'worker' : 'main');
    expect(existsSync(join(ROOT, `src/${program}.ts`))).toBe(true);
    expect(settings.Environment).toEqual(['NODE_ENV=production']);
    const { shutdownDelaySeconds, shutdownGraceSeconds } = readConfig({});
    expect(Number(settings.TimeoutStopSec?.[0])).toBeGreaterThan(
      shutdownDelaySeconds + shutdownGraceSeconds + 5,
    );
    expect(settings.LimitCORE).toEqual(['0']);
  });

  it.skipIf(!HAS_SYSTEMD)('is understood by systemd, which finds it well shut', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ktp-unit-'));
    try {
      // The one that this machine has; systemd asks whether it can be run.
      const text = readFileSync(join(FOLDER, unit), 'utf8').replace('/usr/bin/node', process.execPath);
      const path = join(folder, unit);
      writeFileSync(path, text);
      const { stdout, stderr } = await run('systemd-analyze', ['verify', '--man=no', path]);
      expect(stdout + stderr).not.toContain(unit);
      // Of 100; systemd calls 20 and less "OK", and ends with 1 above what is given.
      await run('systemd-analyze', ['security', '--offline=true', '--threshold=15', '--no-pager', path]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tada-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('gql.tada has the schema that is committed: `npm run codegen:tada` would change nothing', async () => {
  const output = join(folder, 'tada.d.ts');
  const command = ['run', '--silent', 'codegen:tada', '--', '--output', output];
  await promisify(execFile)('npm', command, { cwd: ROOT });
  const committed = readFileSync(join(ROOT, 'test/client/generated/tada.d.ts'), 'utf8');
  expect(readFileSync(output, 'utf8')).toBe(committed);
}, 120_000);

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { compiled } from '../support/compiled.js';

const SDL = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'schema-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm run schema:breaking` says of a schema. */
function compare(sdl: string): Promise<{ code: number; said: string }> {
  const file = join(folder, 'changed.graphql');
  writeFileSync(file, sdl);
  const args = [compiled('scripts/breaking-changes.ts'), file];
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd }, (error, _, said) => {
      resolve({ code: Number(error?.code ?? 0), said });
    });
  });
}

describe('the schema against its baseline', () => {
  it('names what would break clients', async () => {
    const changed = SDL.replace('  """The last four digits."""\n  serial: String\n', '').replace(
      'birthDate: Date\n',
      'birthDate: String\n',
    );
    const { code, said } = await compare(changed);
    expect(code).toBe(1);
    expect(said).toContain("Breaking (Nik.serial): Field 'serial' was removed from object type 'Nik'");
    expect(said).toContain("changed type from 'Date' to 'String'");
  });

  it('lets through what breaks nobody', async () => {
    const { code, said } = await compare(SDL.replace('type Nik {', 'type Nik {\n  added: String'));
    expect({ code, said }).toEqual({ code: 0, said: '' });
  });
});

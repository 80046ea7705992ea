import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How a script called a program that only stood in for the real one. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Rehearsal {
  readonly calls: readonly Call[];
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script by the shell, in the project's folder; these programs do nothing but tell how they were called. */
export async function rehearse(script: string, standIns: readonly string[]): Promise<Rehearsal> {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  const notes = join(folder, 'calls');
  try {
    writeFileSync(notes, '');
    for (const program of standIns) standIn(folder, program, notes);
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const ended = await new Promise<Omit<Rehearsal, 'calls'>>((resolve) => {
      execFile('sh', ['-c', script], { cwd: ROOT, env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
      );
    });
    const calls = readFileSync(notes, 'utf8').split('\n').filter(Boolean);
    return { ...ended, calls: calls.map((line) => JSON.parse(line) as Call) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const TELL = `const [notes, program, ...args] = process.argv.slice(1);
require('node:fs').appendFileSync(notes, JSON.stringify({ program, args, env: process.env }) + '\\n');`;

function standIn(folder: string, program: string, notes: string): void {
  const file = join(folder, program);
  const quoted = [process.execPath, '-e', TELL, '--', notes, program].map(
    (part) => `'${part.replaceAll("'", "'\\''")}'`,
  );
  writeFileSync(file, `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`);
  chmodSync(file, 0o755);
}

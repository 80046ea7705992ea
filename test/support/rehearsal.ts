import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    for (const program of standIns) standIn(folder, program);
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const ended = await new Promise<Omit<Rehearsal, 'calls'>>((resolve) => {
      execFile('sh', ['-c', script], { cwd: ROOT, env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
      );
    });
    return { ...ended, calls: callsOf(readFileSync(notes, 'utf8').split('\0')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of how it was called, each word ended by NUL: the program, the count of its arguments, these, the environment, an empty word. */
const TELL = `#!/bin/sh
{ printf '%s\\0' "\${0##*/}" "$#" "$@"; env -0; printf '\\0'; } > "$0.$$"
cat "$0.$$" >> "\${0%/*}/calls"
`;

/** By the shell, which starts in a fraction of the time that Node takes. */
function standIn(folder: string, program: string): void {
  writeFileSync(join(folder, program), TELL, { mode: 0o755 });
}

function callsOf(words: readonly string[]): Call[] {
  const calls: Call[] = [];
  for (let at = 0; at < words.length - 1; ) {
    const [program = '', count] = words.slice(at, at + 2);
    const environment = at + 2 + Number(count);
    const end = words.indexOf('', environment);
    const env = words.slice(environment, end).map((word) => {
      const [name = ''] = word.split('=', 1);
      return [name, word.slice(name.length + 1)];
    });
    calls.push({ program, args: words.slice(at + 2, environment), env: Object.fromEntries(env) });
    at = end + 1;
  }
  return calls;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { areCounts, commandLine } from '../support/command-line.js';

const USAGE = `usage: npm run bench:exits -- [--runs N] [--starts N]
  How the command and the gateway end, over and over: whole runs, runs that are cut off, starts that are cut off.
  Exits with 1 where one ended with a code that it should not have.
  --runs    runs of the command of each kind, 200 unless told
  --starts  starts of the gateway, 100 unless told`;

const { values } = commandLine({
  usage: USAGE,
  options: { runs: { type: 'string', default: '200' }, starts: { type: 'string', default: '100' } },
  valid: ({ values: { runs, starts } }) => areCounts(runs, starts),
});
const [runs, starts] = [Number(values.runs), Number(values.starts)];
const CARDS = ['clean-woman', 'clean-man', 'dated', 'mild'];
const AT_ONCE = 2;
/** Moments to be told to stop at lie within this: loading, reading and the end of both. */
const WITHIN_MS = 5000;

const folder = mkdtempSync(join(tmpdir(), 'ktp-exits-'));
const pictures = join(folder, 'pictures');
mkdirSync(pictures);
for (const card of CARDS) {
  const from = fileURLToPath(new URL(`../../test/fixtures/cards/${card}.jpg`, import.meta.url));
  copyFileSync(from, join(pictures, `${card}.jpg`));
}
const read = (out: string) => start(['dist/cli.js', 'read', pictures, '--quiet', '--out', join(folder, out)]);

/** One of them at random. */
const oneOf = <T>(choices: readonly T[]) => choices[Math.floor(Math.random() * choices.length)] as T;

console.log(
  `Exit codes, told to stop at any moment of the first ${WITHIN_MS / 1000} s; ` +
    "the signal itself where it came before Node.js ran the program's first line",
);
try {
  await codeOf(read('finished.jsonl'));
  await many('the command, all pictures read before', runs, ['0'], () => codeOf(read('finished.jsonl')));
  await many('the command, told once', runs, ['0', '130', '143', 'SIGINT', 'SIGTERM'], (n) =>
    cutOff(read(`once-${n}.jsonl`), oneOf(['SIGINT', 'SIGTERM']), 1),
  );
  await many('the command, told twice', runs, ['0', '130', '143', 'SIGINT', 'SIGTERM'], (n) =>
    cutOff(read(`twice-${n}.jsonl`), oneOf(['SIGINT', 'SIGTERM']), 2),
  );
  await many('the gateway, told once', starts, ['0', 'SIGTERM'], () =>
    cutOff(start(['dist/main.js']), 'SIGTERM', 1),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...args], {
    env: { PATH: process.env.PATH, PORT: '0', OCR_THREADS: '2' },
    stdio: 'ignore',
  });
}

/** Prints how often which code came. */
async function many(
  name: string,
  count: number,
  allowed: readonly string[],
  one: (n: number) => Promise<string>,
): Promise<void> {
  const codes = new Map<string, number>();
  const numbers = Array.from({ length: count }, (_, n) => n).values();
  const lane = async () => {
    for (const n of numbers) {
      const code = await one(n);
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (!allowed.includes(code)) process.exitCode = 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const told = [...codes].toSorted().map(([code, times]) => `${times} x ${code}`);
  console.log(`${name}: ${told.join(', ')}; should be ${allowed.join(' or ')}`);
}

async function cutOff(child: ChildProcess, signal: NodeJS.Signals, times: number): Promise<string> {
  const ended = codeOf(child);
  for (let n = 0; n < times; n++) {
    await Promise.race([sleep(Math.random() * WITHIN_MS), ended]);
    child.kill(signal);
  }
  return ended;
}

/** The exit code, or the signal that ended it. */
async function codeOf(child: ChildProcess): Promise<string> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal ?? String(code);
}

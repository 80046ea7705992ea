import { spawn } from 'node:child_process';
import { uprightBox } from '../text-box.js';
import type { Adapter, Threading } from './adapter.js';
import { linesOfWords, type TesseractWord } from './words.js';

/** Tesseract as the system has it, a process for each picture, as programs call it. */
export const tesseract: Adapter = {
  threaded: true,
  async make(threading) {
    return {
      async read(bytes) {
        const tsv = await run(['stdin', 'stdout', '-l', 'ind', 'tsv'], bytes, threading);
        return linesOfWords(wordsOf(tsv));
      },
    };
  },
};

/** Of the table that Tesseract prints: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function wordsOf(tsv: string): TesseractWord[] {
  return tsv
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([level]) => level === '5')
    .map((cells) => {
      const [left = 0, top = 0, width = 0, height = 0] = cells.slice(6, 10).map(Number);
      return {
        line: cells.slice(1, 5).join('.'),
        box: uprightBox(cells[11] ?? '', left, top, left + width, top + height),
      };
    });
}

function run(args: readonly string[], input: Buffer, { threads, spinning }: Threading): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('tesseract', args, {
      env: {
        ...process.env,
        OMP_THREAD_LIMIT: String(threads),
        OMP_WAIT_POLICY: spinning ? 'active' : 'passive',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
      else reject(new Error(`tesseract ended with ${code}: ${Buffer.concat(err).toString('utf8').trim()}`));
    });
    // A process that ended before it read everything says so by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

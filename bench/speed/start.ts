import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createEmbeddedEngine } from '../../src/engine/embedded/engine.js';
import { card } from '../../test/support/cards.js';
import { Connection, oneUpload } from '../../test/support/client.js';
import { series } from '../../test/support/process.js';
import { BUILT_WORKER } from '../support/built.js';
import { median, printTable } from '../support/table.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const READ =
  'mutation ($image: Upload!) { ocrKtp(image: $image) { ... on OcrKtpSuccess { card { nik { number } } } } }';
/** Starts of each kind. */
const TIMES = 5;
const THREADS = 2;
const MEBIBYTE = 1024 * 1024;

interface Start {
  /** Seconds from `npm start` to each. */
  readonly listening: number;
  readonly ready: number;
  readonly read: number;
  /** Resident, after a reading of each thread. */
  readonly mebibytes: number;
}

/** Prints how long `npm start` takes until the first card is read, once it is built; how long a thread takes to load; what both occupy. */
export async function measureStart(): Promise<void> {
  await start();
  const starts: Start[] = [];
  const threads: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    starts.push(await start());
    threads.push(await loadThread());
  }
  const line = (name: string, values: readonly number[], digits: number, goal?: number) => {
    const middle = median(values);
    return [
      name,
      middle.toFixed(digits),
      Math.min(...values).toFixed(digits),
      Math.max(...values).toFixed(digits),
      ...(goal === undefined ? [] : [`under ${goal}`, middle < goal ? 'reached' : 'missed']),
    ];
  };
  printTable({
    title: `A start with ${THREADS} threads, ${TIMES} times`,
    lines: [
      ['', 'median', 'least', 'most', 'goal', ''],
      line(
        'npm start to listening, s',
        starts.map(({ listening }) => listening),
        2,
      ),
      line(
        'npm start to ready, s',
        starts.map(({ ready }) => ready),
        2,
      ),
      line(
        'npm start to the first reading, s',
        starts.map(({ read }) => read),
        2,
        2,
      ),
      line('load of one thread, s', threads, 2, 0.5),
      line(
        'resident after readings, MiB',
        starts.map(({ mebibytes }) => mebibytes),
        0,
        350,
      ),
    ],
  });
}

async function start(): Promise<Start> {
  const started = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own: npm hands no signal on.
    detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', OCR_THREADS: `${THREADS}` },
  });
  let out = '';
  const said = async (message: string) => {
    while (!out.includes(`"msg":"${message}"`)) out += (await once(child.stdout, 'data'))[0];
    return (performance.now() - started) / 1000;
  };
  try {
    const listening = await said('started');
    const ready = await said('ready');
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(out)?.[1]);
    const { picture } = card('clean-woman');
    const readings = Array.from({ length: THREADS }, () => new Connection({ port }));
    const first = await (readings[0] as Connection).upload(oneUpload(READ, picture));
    const read = (performance.now() - started) / 1000;
    if (!first.text.includes('"number"')) throw new Error(first.text.slice(0, 300));
    await Promise.all(readings.map((connection) => connection.upload(oneUpload(READ, picture))));
    const { text } = await (readings[0] as Connection).send(null, {}, { method: 'GET', path: '/metrics' });
    for (const connection of readings) connection.close();
    return { listening, ready, read, mebibytes: series(text, 'process_resident_memory_bytes') / MEBIBYTE };
  } finally {
    process.kill(-(child.pid as number), 'SIGTERM');
    await once(child, 'exit');
  }
}

/** Seconds until a thread has its modules and networks. */
async function loadThread(): Promise<number> {
  const started = performance.now();
  const engine = createEmbeddedEngine({ threads: 1, worker: BUILT_WORKER });
  await engine.ready();
  const seconds = (performance.now() - started) / 1000;
  await engine.close();
  return seconds;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import {
  CREDENTIALS,
  later,
  ScriptedUpstream,
  success,
} from '../../test/engine/advance-ai/scripted-upstream.js';
import { oneUpload } from '../../test/support/client.js';
import { areCounts, commandLine } from '../support/command-line.js';

const USAGE = `usage: npm run bench:uploads -- [--uploads N] [--times N]
  What many uploads at once do to the memory of a gateway that reads through the upstream, which takes 300 ms for each.
  --uploads  at once, 200 unless told
  --times    one after the other, 3 unless told`;

const { values } = commandLine({
  usage: USAGE,
  options: { uploads: { type: 'string', default: '200' }, times: { type: 'string', default: '3' } },
  valid: ({ values: { uploads, times } }) => areCounts(uploads, times),
});
const [uploads, times] = [Number(values.uploads), Number(values.times)];
const UPSTREAM_MS = 300;
const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';

const upstream = await new ScriptedUpstream().listen();
upstream.ocr.push(...Array.from({ length: uploads * times }, () => later(UPSTREAM_MS, success)));
const gateway = spawn(process.execPath, ['dist/main.js'], {
  env: {
    PATH: process.env.PATH,
    PORT: '0',
    LOG_LEVEL: 'info',
    ENGINE: 'advance-ai',
    ADVANCE_BASE_URL: upstream.url,
    ADVANCE_ACCESS_KEY: CREDENTIALS.accessKey,
    ADVANCE_SECRET_KEY: CREDENTIALS.secretKey,
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const port = await portOf(gateway);
await send(port, await picture());
await sleep(2000);
const idle = memory('VmRSS');
console.log(`${uploads} uploads of 2 MB at once, ${times} times; resident memory of the gateway, in MiB`);
console.log(`idle: ${idle}`);
for (let time = 1; time <= times; time++) {
  const bodies = await Promise.all(Array.from({ length: uploads }, picture));
  const started = performance.now();
  const answers = await Promise.all(bodies.map((body) => send(port, body)));
  const seconds = (performance.now() - started) / 1000;
  await sleep(1500);
  console.log(
    `${time}: peak ${memory('VmHWM')}, ${memory('VmHWM') - idle} over idle; ${memory('VmRSS')} after 1.5 s; ` +
      `${seconds.toFixed(1)} s; ${tally(answers)}`,
  );
}
gateway.kill('SIGTERM');
await once(gateway, 'exit');
upstream.close();

/** Just under the limit, and none like another. */
async function picture(): Promise<Buffer> {
  const head = await sharp({ create: { width: 1600, height: 1000, channels: 3, background: '#8090a0' } })
    .jpeg()
    .toBuffer();
  return Buffer.concat([head, randomBytes(2 * 1024 * 1024 - 1 - head.length)]);
}

/** What became of one upload on a connection of its own. */
function send(port: number, bytes: Buffer): Promise<string> {
  const form = oneUpload(READ, bytes);
  return new Promise((resolve) => {
    const call = request({
      port,
      host: '127.0.0.1',
      path: '/graphql',
      method: 'POST',
      headers: form.headers(),
      agent: false,
    });
    call.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    call.once('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve(
        response.statusCode === 200 ? JSON.parse(text).data.ocrKtp.__typename : `HTTP ${response.statusCode}`,
      );
    });
    call.end(form.body());
  });
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  let text = '';
  for await (const chunk of stdout as NodeJS.ReadableStream) {
    text += chunk;
    if (text.includes('"ready"')) break;
  }
  stdout?.resume();
  return Number(/127\.0\.0\.1:(\d+)/.exec(text)?.[1]);
}

/** MiB, by the kernel: VmRSS now, VmHWM at most so far. */
function memory(what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${gateway.pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
}

function tally(answers: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return [...counts].map(([answer, count]) => `${count} ${answer}`).join(', ');
}

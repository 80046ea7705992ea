/** Photos as phones take them: what it takes to make them smaller and read them, one alone and many at once. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { Connection, oneUpload } from '../../test/support/client.js';
import { photo, WEIGHTS } from '../../test/support/photos.js';
import { noise } from '../../test/support/pictures.js';
import { GatewayProcess, series } from '../../test/support/process.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { printTable } from '../support/table.js';

const USAGE = `usage: npm run bench:photos -- [--photos N] [--threads N] [--largest]
  A gateway with FIT_IMAGES=true, and photos of 4000 x 3000 pixels: its time for one, and its memory under many at once.
  --photos   at once, 8 unless told
  --threads  of the gateway, 2 unless told
  --largest  also the pictures that take most to decode, of 12,000 pixels a side; a minute more`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    photos: { type: 'string', default: '8' },
    threads: { type: 'string', default: '2' },
    largest: { type: 'boolean', default: false },
  },
  valid: ({ values: { photos, threads } }) => areCounts(photos, threads),
});
const [photos, threads] = [Number(values.photos), Number(values.threads)];
const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';

const kinds = new Map<string, Buffer>([['engines read it as it is', await small()]]);
for (const megabytes of Object.keys(WEIGHTS).map(Number) as (keyof typeof WEIGHTS)[]) {
  kinds.set(`${megabytes} MB`, await photo(megabytes, 6));
}
if (values.largest) {
  const side = 12_000;
  const plain = sharp({ create: { width: side, height: side, channels: 3, background: '#6b5a48' } });
  kinds.set('progressive, 12,000 x 12,000', await plain.clone().jpeg({ progressive: true }).toBuffer());
  kinds.set('interlaced, 12,000 x 12,000', await plain.clone().png({ progressive: true }).toBuffer());
  kinds.set('AVIF, 5000 x 5000', await noise(5000, 5000).avif({ effort: 0, quality: 50 }).toBuffer());
}

const gateway = new GatewayProcess(
  { FIT_IMAGES: 'true', OCR_THREADS: String(threads), OCR_TIMEOUT_SECONDS: '300' },
  { args: ['dist/main.js'] },
);
const { port, url } = await gateway.ready();
await send(kinds.get('3 MB') as Buffer);
const idle = memory('VmRSS');
const lines: string[][] = [];
for (const [kind, bytes] of kinds) {
  const started = performance.now();
  await send(bytes);
  const alone = performance.now() - started;
  forgetPeak();
  const before = await fitting();
  const began = performance.now();
  const answers = await Promise.all(Array.from({ length: photos }, () => send(bytes)));
  const seconds = (performance.now() - began) / 1000;
  const after = await fitting();
  const each = after.count === before.count ? 0 : (after.sum - before.sum) / (after.count - before.count);
  const read = answers.filter((answer) => answer === 'OcrKtpSuccess').length;
  const peak = memory('VmHWM');
  lines.push([
    kind,
    (bytes.length / 1e6).toFixed(1),
    (alone / 1000).toFixed(2),
    seconds.toFixed(1),
    each.toFixed(2),
    `${read} of ${photos}`,
    `${peak}`,
    `${peak - idle}`,
  ]);
}
printTable({
  title: `A gateway of ${threads} threads, ${idle} MiB after its first photo; ${photos} pictures at once`,
  lines: [
    [
      'picture',
      'MB',
      'one alone, s',
      'all, s',
      'to wait and be made smaller, s',
      'read',
      'peak, MiB',
      'over idle',
    ],
    ...lines,
  ],
});
gateway.signal('SIGTERM');
await once(gateway.child, 'exit');

function small(): Promise<Buffer> {
  return Promise.resolve(readFileSync(new URL('../../web/specimen.jpg', import.meta.url)));
}

async function send(bytes: Buffer): Promise<string> {
  const connection = new Connection({ port });
  const { status, json } = await connection.upload(oneUpload(READ, bytes));
  connection.close();
  return json?.data?.ocrKtp.__typename ?? `HTTP ${status}`;
}

/** How many pictures were made smaller, and how many seconds it took in all. */
async function fitting(): Promise<{ count: number; sum: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const of = (what: string) => series(text, `ktp_stage_duration_seconds_${what}{stage="fit"}`);
  return { count: of('count'), sum: of('sum') };
}

/** MiB, by the kernel: VmRSS now, VmHWM at most since `forgetPeak`. */
function memory(what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${gateway.child.pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
}

function forgetPeak(): void {
  writeFileSync(`/proc/${gateway.child.pid}/clear_refs`, '5');
}

/**
 * What hostile requests do to all others: `npm run bench:hostile`. It starts the built gateway, talks to nobody else, and stops by itself.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLIENTS } from '../../test/rest/support.js';
import { oneUpload } from '../../test/support/client.js';
import { noise } from '../../test/support/pictures.js';
import { commandLine } from '../support/command-line.js';
import { median, printTable, ratio } from '../support/table.js';
import { Gateway } from './gateway.js';
import { hostilePictures, ordinaryPictures } from './pictures.js';
import { HOSTILE_REQUESTS } from './requests.js';

const PARTS = ['requests', 'pictures', 'announcing'] as const;
type Part = (typeof PARTS)[number];

const USAGE = `usage: npm run bench:hostile -- [--part ${PARTS.join('|')}]…
  --part  what is measured, all unless told:
          requests    how long /health waits beside each request that costs a careless server much
          pictures    the same beside ten kinds of hostile pictures, and beside ordinary ones
          announcing  an upload's time beside a client that announces uploads and does not send them`;

const { values } = commandLine({
  usage: USAGE,
  options: { part: { type: 'string', multiple: true, default: [...PARTS] } },
  valid: ({ values: { part } }) => part.every((name) => PARTS.includes(name as Part)),
});

const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
const ANNOUNCED_A_SECOND = 9;
const ANNOUNCING_SECONDS = 10;
const ROUNDS = 5;

const whole = (value: number) => `${Math.round(value)}`;

if (values.part.includes('requests')) await requests();
if (values.part.includes('pictures')) await pictures();
if (values.part.includes('announcing')) await announcing();

async function requests(): Promise<void> {
  const gateway = await Gateway.start({ OPENAPI_CLIENTS: CLIENTS });
  const lines = [
    ['request', 'kB', 'status', 'ms to the answer', '/health ms', 'loop CPU ms', 'CPU ms', 'peak MiB'],
  ];
  const row = async (name: string, kilobytes: string, work: () => ReturnType<Gateway['send']>) => {
    const { result, longestWait, loop, cpu, peak } = await gateway.watch(work);
    const figures = [result.milliseconds, longestWait, loop, cpu, peak].map(whole);
    lines.push([name, kilobytes, `${result.status}`, ...figures]);
  };
  for (let i = 0; i < 100; i += 1) await gateway.send('/health', {});
  await row('nothing for half a second', '0', async () => {
    await sleep(500);
    return { status: 0, milliseconds: 500 };
  });
  for (const { name, path, headers, body } of HOSTILE_REQUESTS) {
    await row(name, whole(body.length / 1000), () => gateway.send(path, headers, body));
  }
  await gateway.stop();
  printTable({
    title: 'Hostile requests, each alone; the longest wait of /health, asked every 10 ms',
    lines,
  });
}

async function pictures(): Promise<void> {
  const gateway = await Gateway.start();
  const lines = [['pictures', 'kB', 'statuses', 'ms to the answer', '/health ms', 'loop CPU ms', 'CPU ms']];
  const row = async (name: string, all: readonly Buffer[]) => {
    const forms = all.map((picture) => oneUpload(READ, picture));
    const send = () =>
      Promise.all(forms.map((form) => gateway.send('/graphql', form.headers(), form.body())));
    const { result, longestWait, loop, cpu } = await gateway.watch(send);
    const statuses = [...new Set(result.map(({ status }) => status))].join(' ');
    const slowest = Math.max(...result.map(({ milliseconds }) => milliseconds));
    const size = all.reduce((sum, { length }) => sum + length, 0) / all.length / 1000;
    lines.push([name, whole(size), statuses, ...[slowest, longestWait, loop, cpu].map(whole)]);
  };
  const hostile = await hostilePictures();
  const ordinary = await ordinaryPictures(8);
  await row('ordinary, first', ordinary);
  for (const [name, picture] of Object.entries(hostile)) {
    await row(
      name,
      Array.from({ length: 8 }, () => picture),
    );
  }
  await row('all ten kinds', Object.values(hostile));
  await row('ordinary, last', ordinary);
  await gateway.stop();
  printTable({ title: 'Eight pictures of a kind at once; the longest wait of /health', lines });
}

async function announcing(): Promise<void> {
  const picture = await noise(700, 500).png().toBuffer();
  const form = oneUpload(READ, picture);
  const gateway = await Gateway.start({ MAX_MEBIBYTES_IN_FLIGHT: '8' });
  const upload = () => gateway.send('/graphql', form.headers(), form.body());
  for (let i = 0; i < ROUNDS; i += 1) await upload();
  const some = async () => {
    const answers = [];
    for (let i = 0; i < ROUNDS; i += 1) answers.push(await upload());
    return answers;
  };
  const usual = await some();
  const sockets: Socket[] = [];
  const timer = setInterval(() => sockets.push(announce(gateway.port)), 1000 / ANNOUNCED_A_SECOND);
  await sleep(ANNOUNCING_SECONDS * 1000);
  const beside = await some();
  clearInterval(timer);
  for (const socket of sockets) socket.destroy();
  const again = await some();
  await gateway.stop();
  const [one, other] = [[...usual, ...again], beside].map((answers) =>
    median(answers.map(({ milliseconds }) => milliseconds)),
  ) as [number, number];
  printTable({
    title: `An upload of ${whole(picture.length / 1000)} kB beside ${ANNOUNCED_A_SECOND} connections a second that announce 2 MiB and send 1 kB; MAX_MEBIBYTES_IN_FLIGHT=8`,
    lines: [
      ['', 'ms', 'statuses'],
      ['usual', whole(one), statusesOf([...usual, ...again])],
      ['beside', whole(other), statusesOf(beside)],
      ['ratio', ratio(other, one), ''],
    ],
  });
}

function statusesOf(answers: readonly { readonly status: number }[]): string {
  return [...new Set(answers.map(({ status }) => status))].join(' ');
}

function announce(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const head = [
    'POST /graphql HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: multipart/form-data; boundary=b',
    'apollo-require-preflight: true',
    `content-length: ${2 * 1024 * 1024}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${'a'.repeat(1000)}`);
  return socket;
}

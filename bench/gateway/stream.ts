/** A batch that streams beside the same batch whole: when the first card is there, and when the last. */
import { once } from 'node:events';
import { card } from '../../test/support/cards.js';
import { type Form, manyUploads } from '../../test/support/client.js';
import { sendForParts } from '../../test/support/parts.js';
import { GatewayProcess } from '../../test/support/process.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { median, printTable } from '../support/table.js';

const USAGE = `usage: npm run bench:stream -- [--pictures N] [--threads N] [--rounds N]
  A gateway, and a batch of drawn cards: whole, and with @stream over multipart/mixed and over server-sent events.
  --pictures  of the batch, 8 unless told
  --threads   of the gateway, 2 unless told
  --rounds    of which the medians are printed, 5 unless told`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    pictures: { type: 'string', default: '8' },
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '5' },
  },
  valid: ({ values: { pictures, threads, rounds } }) => areCounts(pictures, threads, rounds),
});
const [pictures, rounds] = [Number(values.pictures), Number(values.rounds)];
const documentOf = (directive: string) => `mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) {
  items ${directive} { result { __typename ... on OcrKtpSuccess { card { nik { number } name birthDate } } } }
} }`;

const gateway = new GatewayProcess(
  { OCR_THREADS: values.threads, MAX_BATCH_IMAGES: values.pictures },
  { args: ['dist/main.js'] },
);
const { url } = await gateway.ready();
const { picture } = card('clean-man');

const kinds = [
  { kind: 'whole', accept: 'application/json', directive: '' },
  { kind: '@stream, multipart/mixed', accept: 'multipart/mixed', directive: '@stream' },
  { kind: '@stream, text/event-stream', accept: 'text/event-stream', directive: '@stream' },
].map((each) => ({ ...each, first: [] as number[], last: [] as number[] }));
await measure(formOf('', 0), 'application/json');
for (let round = 1; round <= rounds; round += 1) {
  for (const { accept, directive, first, last } of kinds) {
    const taken = await measure(formOf(directive, round), accept);
    first.push(taken.first);
    last.push(taken.last);
  }
}
printTable({
  title: `A batch of ${pictures} pictures, ${values.threads} threads; medians of ${rounds}`,
  lines: [
    ['answer', 'first card, ms', 'last card, ms'],
    ...kinds.map(({ kind, first, last }) => [kind, median(first).toFixed(0), median(last).toFixed(0)]),
  ],
});
gateway.signal('SIGTERM');
await once(gateway.child, 'exit');

/** The same card in files that differ, so that each is read. */
function formOf(directive: string, round: number): Form {
  const file = (index: number) =>
    [`${index}.jpg`, Buffer.concat([picture, Buffer.from([round, index])])] as const;
  return manyUploads(
    documentOf(directive),
    Array.from({ length: pictures }, (_, index) => file(index)),
  );
}

/** Milliseconds from the first byte of the request to the first and to the last card. */
async function measure(form: Form, accept: string): Promise<{ first: number; last: number }> {
  const began = performance.now();
  const since = () => performance.now() - began;
  const { response, parts } = await sendForParts(url, form, accept);
  if (accept === 'application/json') {
    for await (const _ of response);
    return { first: since(), last: since() };
  }
  let first: number | null = null;
  for await (const part of parts) if ((part as { incremental?: unknown }).incremental) first ??= since();
  return { first: first ?? 0, last: since() };
}

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, CREDENTIALS, raw, ScriptedUpstream } from './engine/advance-ai/scripted-upstream.js';
import { CLIENT, OCR_PATH, ocrForm, tokenOf } from './rest/support.js';
import { card, picture } from './support/cards.js';
import { Connection, Form, oneUpload } from './support/client.js';
import { GatewayProcess } from './support/process.js';

const READ = `mutation ($image: Upload!, $engine: OcrEngine!) { ocrKtp(image: $image, options: { engine: $engine }) {
  __typename
  ... on OcrKtpSuccess { card { name nik { number } raw { address } } inconsistencies { message found } }
  ... on OcrKtpError { code message transactionId }
} }`;

const woman = card('clean-woman');
const man = card('clean-man');
const noCard = picture('newspaper.jpg');

const IDEMPOTENCY_KEY = 'an-idempotency-key-that-nobody-else-has';

/** What is printed on the cards, and what the gateway makes of it, less what any text may hold: three letters, ISLAM. */
const SECRETS = [woman, man]
  .flatMap(({ printed }) => Object.values(printed))
  .flatMap((value) => [value, ...String(value ?? '').split(/[\s,]+/)])
  .filter((value): value is string => typeof value === 'string' && value.length >= 5)
  .flatMap((value) => [value, isoOf(value)])
  .map((value) => value.toUpperCase())
  // No card's, but it opens what was read of one, with its picture.
  .concat(IDEMPOTENCY_KEY.toUpperCase());

/** A whole run of one process, with all that can be seen of it from outside. */
let folder: string;
let log: string;
let errors: string;
let metrics: string;
let spans: Record<string, unknown>[];
let failures: string;
const files: string[] = [];
const outcomes: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ktp-privacy-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const watcher = watch(temporary, { recursive: true }, (_, file) => files.push(String(file)));
  const upstream = await new ScriptedUpstream().listen();
  const gateway = new GatewayProcess({
    LOG_LEVEL: 'trace',
    TMPDIR: temporary,
    // Caches and settings of libraries would go here.
    HOME: temporary,
    TSX_DISABLE_CACHE: '1',
    SPANS_FILE: join(folder, 'spans.jsonl'),
    BUG_MESSAGE: `cannot read ${JSON.stringify(woman.printed)}`,
    ADVANCE_BASE_URL: upstream.url,
    ADVANCE_ACCESS_KEY: CREDENTIALS.accessKey,
    ADVANCE_SECRET_KEY: CREDENTIALS.secretKey,
    OPENAPI_CLIENTS: `${CLIENT.accessKey}:${CLIENT.secretKey}`,
  });
  const { port, url } = await gateway.ready();
  const client = new Connection({ port });
  const failed: string[] = [];
  let reads = 0;

  const read = async (bytes: Buffer, engine = 'EMBEDDED', filename?: string) => {
    const form = new Form()
      .field('operations', { query: READ, variables: { image: null, engine } })
      .field('map', { 0: ['variables.image'] })
      .file('0', bytes, filename);
    const { json } = await client.upload(form, {
      'x-request-id': String(woman.printed.idNumber),
      'idempotency-key': `${IDEMPOTENCY_KEY}-${reads++}`,
    });
    const { __typename } = json.data.ocrKtp;
    outcomes.push(`${engine} ${__typename}`);
    if (__typename !== 'OcrKtpSuccess') failed.push(JSON.stringify(json));
    return json.data.ocrKtp;
  };
  const metricsText = async () => (await fetch(`${url}/metrics`)).text();

  // Read, by both engines, under a name that tells whose card it is.
  expect((await read(woman.picture, 'EMBEDDED', `${woman.printed.name}.jpg`)).card.nik.number).toBe(
    woman.printed.idNumber,
  );
  upstream.ocr.push(answer('SUCCESS', { data: woman.printed, pricing: 'PAY' }));
  expect((await read(woman.picture, 'ADVANCE_AI')).card.name).toBe(woman.printed.name);
  // Not read: no card, cut off, no picture, decoded to more bytes than libvips likes to hold, undecodable.
  await read(noCard);
  await read(woman.picture.subarray(0, woman.picture.length / 2));
  await read(Buffer.from(JSON.stringify(woman.printed)));
  await read(await largePicture());
  // The upstream fails in words that repeat the card.
  const repeated = JSON.stringify(woman.printed);
  upstream.ocr.push(answer('ERROR', { message: `cannot read ${repeated}` }));
  upstream.ocr.push(raw(500, `<html>${repeated}</html>`), raw(200, `{"code": ${repeated}`));
  upstream.ocr.push(answer(String(woman.printed.idNumber), { message: repeated, transactionId: null }));
  for (let i = 0; i < 4; i++) await read(Buffer.concat([woman.picture, Buffer.from([i])]), 'ADVANCE_AI');
  // Typed in instead of read: right, wrong, and in a document that is wrong itself.
  const { idNumber, name } = woman.printed;
  const documents = [
    `{ checkNik(nik: "${idNumber}") { number birthDate } }`,
    `{ checkKtp(input: { idNumber: "${idNumber}", name: "${name}" }) { card { name } } }`,
    `{ checkNik(nik: ${idNumber}) { number } }`,
    `{ checkNik(number: "${idNumber}") { nomor } "${name}" }`,
  ];
  for (const document of documents) await client.query(document);
  await client.send(
    null,
    {},
    { method: 'GET', path: `/graphql?query={checkNik(nik:"${idNumber}"){number}}` },
  );
  await client.send(null, {}, { method: 'GET', path: `/${encodeURIComponent(String(name))}` });
  // The REST format, read and refused.
  const token = await tokenOf(client);
  for (const bytes of [woman.picture, noCard]) {
    const form = ocrForm(bytes);
    await client.send(form.body(), { ...form.headers(), 'x-access-token': token }, { path: OCR_PATH });
  }
  // Broken off by the client, in the middle of the picture.
  const half = oneUpload(READ, man.picture);
  const gone = new Connection({ port });
  const sent = gone.send(half.body().subarray(0, 20_000), half.headers());
  setTimeout(() => gone.close(), 200);
  await sent.catch(() => {});
  // A crash of the process, with the card in the message, after one more reading.
  expect((await read(man.picture)).card.nik.number).toBe(man.printed.idNumber);
  metrics = await metricsText();
  gateway.signal('SIGHUP');
  expect(await gateway.end()).toBe(1);

  client.close();
  upstream.close();
  watcher.close();
  [log, errors, failures] = [gateway.out, gateway.err, failed.join('\n')];
  spans = readFileSync(join(folder, 'spans.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  files.push(...readdirSync(temporary, { recursive: true }).map(String));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

function isoOf(value: string): string {
  return value.replace(/^(\d\d)-(\d\d)-(\d{4})$/, '$3-$2-$1');
}

/** 134 MB of pixels in few bytes, to be turned: libvips would write it to a temporary file. */
function largePicture(): Promise<Buffer> {
  const create = { width: 4096, height: 4096, channels: 4 as const, background: '#8090a0' };
  return sharp({ create }).toColourspace('rgb16').withMetadata({ orientation: 6 }).png().toBuffer();
}

/** Stretches of a picture as they would look in a text: in base64 whatever came before them, in hexadecimal, as they are. */
function stretches(bytes: Buffer): string[] {
  const starts = Array.from({ length: 40 }, (_, i) => Math.floor((i / 40) * (bytes.length - 60)));
  return starts.flatMap((start) => {
    const stretch = bytes.subarray(start, start + 30);
    const base64 = [0, 1, 2].map((skip) => stretch.subarray(skip, skip + 27).toString('base64'));
    return [...base64, stretch.toString('base64url'), stretch.toString('hex'), stretch.toString('latin1')];
  });
}

/** What of the cards is in a text. */
function found(text: string): string[] {
  const upper = text.toUpperCase();
  const parts = [woman.picture, man.picture, noCard].flatMap(stretches);
  return [
    ...SECRETS.filter((secret) => upper.includes(secret)),
    ...parts.filter((part) => text.includes(part) || text.includes(part.toUpperCase())),
  ];
}

describe('a process that read, failed and crashed with everything on', () => {
  it('did what this test is about', () => {
    expect(outcomes.filter((outcome) => outcome.endsWith('OcrKtpSuccess'))).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome.endsWith('UpstreamError'))).toHaveLength(4);
    expect(log).toContain('"msg":"fault"');
    expect(log).toContain('"msg":"reading"');
    expect(metrics).toContain('ktp_readings_total{engine="EMBEDDED",outcome="SUCCESS"}');
    const names = new Set(spans.map(({ name }) => name));
    for (const name of ['POST /graphql', 'reading', 'upload', 'probe', 'queue', 'read', 'understand']) {
      expect(names).toContain(name);
    }
  });

  it('would be caught', () => {
    const { picture, printed } = woman;
    expect(found(`... ${printed.idNumber}`)).not.toEqual([]);
    expect(found(JSON.stringify({ name: printed.name }))).not.toEqual([]);
    expect(found(`x${picture.toString('base64')}`)).not.toEqual([]);
    expect(found(Buffer.concat([Buffer.from('abcde'), picture]).toString('base64'))).not.toEqual([]);
    expect(found(picture.subarray(1000, 20_000).toString('hex'))).not.toEqual([]);
    expect(found(picture.toString('latin1'))).not.toEqual([]);
  });

  it('wrote nothing of a card to its log', () => expect(found(log)).toEqual([]));
  it('wrote nothing of a card to standard error', () => expect(found(errors)).toEqual([]));
  it('has nothing of a card in its metrics', () => expect(found(metrics)).toEqual([]));
  it('has nothing of a card in its spans', () => expect(found(JSON.stringify(spans))).toEqual([]));
  it('says nothing of a card in its errors', () => expect(found(failures)).toEqual([]));
  it('makes no temporary file', () => expect(files).toEqual([]));
});

describe('the spans', () => {
  it('hang together, from the request to the step', () => {
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const parentOf = (name: string) =>
      new Set(
        spans.filter((span) => span.name === name).map(({ parent }) => byId.get(parent as string)?.name),
      );
    expect(parentOf('read')).toEqual(new Set(['reading']));
    expect(parentOf('reading')).toEqual(new Set(['POST /graphql', `POST ${OCR_PATH}`]));
    expect(parentOf('POST /graphql')).toEqual(new Set([undefined]));
  });

  it('say how a reading ended', () => {
    const outcomes = spans
      .filter(({ name }) => name === 'reading')
      .map(({ attributes }) => (attributes as Record<string, string>)['ktp.outcome']);
    expect(new Set(outcomes)).toEqual(new Set(['SUCCESS', 'OCR_NO_RESULT', 'IMAGE_INVALID_FORMAT', 'ERROR']));
    expect(existsSync(folder)).toBe(true);
  });
});

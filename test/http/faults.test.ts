import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CREDENTIALS, hang, ScriptedUpstream } from '../engine/advance-ai/scripted-upstream.js';
import { card } from '../support/cards.js';
import { Connection, oneUpload } from '../support/client.js';
import { GatewayProcess, series, until } from '../support/process.js';

const READ = `mutation ($image: Upload!) { ocrKtp(image: $image) {
  __typename
  ... on OcrKtpSuccess { engine card { nik { number } } }
  ... on OcrKtpError { code message retryable pricing }
} }`;

const { picture, printed } = card('clean-man');
let gateway: GatewayProcess;
let upstream: ScriptedUpstream;
let client: Connection;
let url: string;

beforeEach(async () => {
  upstream = await new ScriptedUpstream().listen();
});
afterEach(() => {
  client.close();
  gateway.kill();
  upstream.close();
});

async function start(environment: Record<string, string> = {}): Promise<void> {
  gateway = new GatewayProcess(environment);
  const ready = await gateway.ready();
  url = ready.url;
  client = new Connection(ready);
}
const startWithUpstream = (environment: Record<string, string> = {}) =>
  start({
    ENGINE: 'advance-ai',
    ADVANCE_BASE_URL: upstream.url,
    ADVANCE_ACCESS_KEY: CREDENTIALS.accessKey,
    ADVANCE_SECRET_KEY: CREDENTIALS.secretKey,
    ADVANCE_TIMEOUT_SECONDS: '1',
    ...environment,
  });

const read = async () => (await client.upload(oneUpload(READ, picture))).json.data.ocrKtp;
const metric = async (name: string) => series(await (await fetch(`${url}/metrics`)).text(), name);
const reading = async () => (await metric('ktp_readings_running{engine="EMBEDDED"}')) === 1;

/** Sends a picture and leaves without its answer. */
async function sendAndLeave(whenReading: () => Promise<boolean>): Promise<void> {
  const form = oneUpload(READ, picture);
  const call = request(`${url}/graphql`, { method: 'POST', headers: form.headers() });
  call.on('error', () => {});
  call.end(form.body());
  await until(whenReading);
  call.destroy();
}

// Node can end a thread inside the network runtime only by ending the process, as docs/operating.md says; then there is nothing to see.
describe('a thread that is killed in mid-read', { retry: 3 }, () => {
  it('is replaced, and its picture read by another', async () => {
    await start();
    const answer = read();
    await until(reading);
    gateway.signal('SIGUSR2');
    expect(await answer).toMatchObject({
      __typename: 'OcrKtpSuccess',
      card: { nik: { number: printed.idNumber } },
    });
    expect(await metric('ktp_worker_losses_total{cause="DIED"}')).toBe(1);
    expect(await metric('ktp_workers{engine="EMBEDDED"}')).toBe(1);
    expect((await read()).__typename).toBe('OcrKtpSuccess');
    expect(await gateway.line('worker lost')).toMatchObject({ cause: 'DIED' });
  });

  it('and killed again while its replacement loads, is replaced again', async () => {
    await start();
    const answer = read();
    await until(reading);
    gateway.signal('SIGUSR2');
    await until(async () => (await metric('ktp_worker_losses_total{cause="DIED"}')) === 1);
    gateway.signal('SIGUSR2');
    expect((await answer).__typename).toBe('OcrKtpSuccess');
    expect(await metric('ktp_worker_losses_total{cause="DIED"}')).toBe(2);
  });

  it('while it has nothing to do is not missed', async () => {
    await start();
    gateway.signal('SIGUSR2');
    await until(async () => (await metric('ktp_worker_losses_total{cause="DIED"}')) === 1);
    expect((await read()).__typename).toBe('OcrKtpSuccess');
  });
});

describe('a client that leaves', () => {
  it('takes its reading with it', async () => {
    await start();
    await sendAndLeave(reading);
    await until(
      async () => (await metric('ktp_readings_total{engine="EMBEDDED",outcome="CANCELLED"}')) === 1,
    );
    await until(async () => !(await reading()));
    expect((await read()).__typename).toBe('OcrKtpSuccess');
    expect(await metric('ktp_requests_total{route="/graphql",status="0"}')).toBe(1);
    expect(await metric('ktp_faults_total')).toBe(0);
    expect(gateway.out).not.toContain('"fault"');
  });
});

describe('an upstream that hangs', () => {
  it('is given up at the deadline, with an error that says what it may have cost', async () => {
    await startWithUpstream();
    upstream.ocr.push(hang);
    expect(await read()).toEqual({
      __typename: 'UpstreamError',
      code: 'ERROR',
      message: expect.stringContaining('did not answer in time'),
      // It may be charged again.
      retryable: false,
      pricing: 'PAY',
    });
    expect(await metric('ktp_readings_total{engine="ADVANCE_AI",outcome="ERROR"}')).toBe(1);
    expect(await metric('ktp_upstream_calls_total{charge="UNKNOWN"}')).toBe(1);
    expect((await read()).__typename).toBe('OcrKtpSuccess');
  });

  it('leaves the picture to the fallback', async () => {
    await startWithUpstream({ FALLBACK_ENGINE: 'embedded' });
    upstream.ocr.push(hang);
    expect(await read()).toMatchObject({ __typename: 'OcrKtpSuccess', engine: 'EMBEDDED' });
    expect(await metric('ktp_fallbacks_total{code="ERROR"}')).toBe(1);
    expect(await gateway.line('fallback')).toMatchObject({ code: 'ERROR' });
  });

  it('again and again is not asked for a while, which /ready tells', async () => {
    await startWithUpstream();
    upstream.ocr.push(hang, hang, hang, hang, hang);
    await Promise.all(
      Array.from({ length: 5 }, async (_, i) => {
        const each = new Connection({ port: Number(new URL(url).port) });
        const varied = Buffer.concat([picture, Buffer.from([i])]);
        expect((await each.upload(oneUpload(READ, varied))).json.data.ocrKtp.__typename).toBe(
          'UpstreamError',
        );
        each.close();
      }),
    );
    expect((await read()).__typename).toBe('ServiceBusyError');
    const ready = await fetch(`${url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'unable', parts: { ADVANCE_AI: false } },
    ]);
  });
});

describe('a bug that throws where nobody listens', () => {
  it('ends the process in order with 1, and says where, not what', async () => {
    await start({ BUG_MESSAGE: 'a message that may hold anything' });
    gateway.signal('SIGHUP');
    expect(await gateway.end()).toBe(1);
    expect(gateway.lines().filter(({ msg }) => msg === 'fault')).toHaveLength(2);
    expect(gateway.lines().at(-1)).toMatchObject({ msg: 'stopped', broken: 0 });
    expect(gateway.out + gateway.err).not.toContain('a message that may hold anything');
  });
});

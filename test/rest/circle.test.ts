import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card } from '../support/cards.js';
import { type Answer, Connection, oneUpload } from '../support/client.js';
import { compiled, ROOT } from '../support/compiled.js';
import { CLIENT, CLIENTS, sign } from './support.js';

/** A gateway as a process of its own, put together by `main.ts`. */
class GatewayProcess {
  readonly #child: ChildProcess;
  output = '';

  constructor(environment: Record<string, string>) {
    this.#child = spawn(process.execPath, [compiled('src/main.ts')], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, PORT: '0', OCR_THREADS: '1', ...environment },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
      });
    }
  }

  /** Resolves when it can read. */
  async port(): Promise<number> {
    while (!this.output.includes('"msg":"ready"')) {
      if (this.#child.exitCode !== null) throw new Error(this.output);
      await Promise.race([
        once(this.#child.stdout as NodeJS.EventEmitter, 'data'),
        once(this.#child, 'exit'),
      ]);
    }
    return Number(/"url":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(this.output)?.[1]);
  }

  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }
}

const READ = `mutation ($image: Upload!, $engine: OcrEngine! = AUTO) { ocrKtp(image: $image, options: { engine: $engine }) {
  __typename
  ... on OcrKtpSuccess { engine pricing transactionId card { nik { number } name birthPlace birthDate
    raw { idNumber name birthPlaceBirthday gender address placeOfBirth birthday } } inconsistencies { code } }
  ... on OcrKtpError { code message pricing }
} }`;

const { picture, printed } = card('clean-man');
const file = fileURLToPath(new URL('../fixtures/cards/clean-man.jpg', import.meta.url));

let back: GatewayProcess;
let front: GatewayProcess;
let ports: { readonly back: number; readonly front: number };

beforeAll(async () => {
  back = new GatewayProcess({ OPENAPI_CLIENTS: CLIENTS });
  const backPort = await back.port();
  front = new GatewayProcess({
    ENGINE: 'advance-ai',
    ADVANCE_BASE_URL: `http://127.0.0.1:${backPort}`,
    ADVANCE_ACCESS_KEY: CLIENT.accessKey,
    ADVANCE_SECRET_KEY: CLIENT.secretKey,
    ADVANCE_TIMEOUT_SECONDS: '60',
  });
  ports = { back: backPort, front: await front.port() };
});
afterAll(async () => {
  await Promise.all([front?.stop(), back?.stop()]);
});

async function read(port: number): Promise<Answer['json']> {
  const connection = new Connection({ port });
  const { json } = await connection.upload(oneUpload(READ, picture));
  connection.close();
  expect(json.errors).toBeUndefined();
  return json.data.ocrKtp;
}

describe('GraphQL, the client, our REST server and the embedded engine', () => {
  it('pass a card round', async () => {
    const [round, direct] = [await read(ports.front), await read(ports.back)];
    expect(direct).toMatchObject({ __typename: 'OcrKtpSuccess', engine: 'EMBEDDED' });
    expect(round).toMatchObject({ __typename: 'OcrKtpSuccess', engine: 'ADVANCE_AI', pricing: 'FREE' });
    expect(round.transactionId).toMatch(/^[0-9a-f]{16}$/);
    expect(round.card.nik.number).toBe(printed.idNumber);
    expect(round.card.birthDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const { raw, ...card } = round.card;
    const { raw: rawDirect, ...cardDirect } = direct.card;
    expect(card).toEqual(cardDirect);
    expect(raw).toEqual({
      ...rawDirect,
      placeOfBirth: card.birthPlace,
      birthday: card.birthDate.replaceAll('-', '/'),
    });
    expect(round.inconsistencies).toEqual(direct.inconsistencies);
  });

  it('count what it cost', async () => {
    const connection = new Connection({ port: ports.front });
    const { text } = await connection.send(null, {}, { method: 'GET', path: '/metrics' });
    connection.close();
    expect(text).toContain('ktp_upstream_calls_total{charge="FREE"} 1\n');
    expect(text).toContain('ktp_upstream_calls_total{charge="PAY"} 0\n');
  });

  it('log neither keys nor tokens nor what is on the card', () => {
    const logs = front.output + back.output;
    expect(logs).toContain('/openapi/face-recognition/v3/ocr-ktp-check');
    for (const secret of [CLIENT.accessKey, CLIENT.secretKey, printed.idNumber, printed.name, 'eyJ']) {
      expect(logs).not.toContain(secret);
    }
  });
});

describe('a gateway whose upstream is away', () => {
  it('reads by itself, unless the caller wants the upstream', async () => {
    const alone = new GatewayProcess({
      ENGINE: 'advance-ai',
      FALLBACK_ENGINE: 'embedded',
      ADVANCE_BASE_URL: 'http://127.0.0.1:1',
      ADVANCE_ACCESS_KEY: 'access',
      ADVANCE_SECRET_KEY: 'secret',
      ADVANCE_TIMEOUT_SECONDS: '1',
    });
    const port = await alone.port();
    expect(await read(port)).toMatchObject({ engine: 'EMBEDDED', pricing: 'FREE' });
    const connection = new Connection({ port });
    const insisting = READ.replace('= AUTO', '= ADVANCE_AI');
    const { json } = await connection.upload(oneUpload(insisting, picture));
    // Not reached, or by now left alone.
    expect(json.data.ocrKtp.__typename).toMatch(/^(UpstreamError|ServiceBusyError)$/);
    expect(json.data.ocrKtp.pricing).toBe('FREE');
    const { json: service } = await connection.query('{ service { engines } }');
    expect(service.data.service.engines).toEqual(['ADVANCE_AI', 'EMBEDDED']);
    const { text } = await connection.send(null, {}, { method: 'GET', path: '/metrics' });
    expect(text).toContain('ktp_fallbacks_total{code="ERROR"} 1\n');
    connection.close();
    expect(await alone.stop()).toBe(0);
  });
});

describe("the document's curl commands, with the host replaced", () => {
  const curl = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)('curl', ['-sS', '-X', 'POST', ...args]);
    return JSON.parse(stdout);
  };

  it('get a token and a reading', async () => {
    const host = `http://127.0.0.1:${ports.back}`;
    const timestamp = Date.now();
    const body = {
      accessKey: CLIENT.accessKey,
      signature: sign(CLIENT, timestamp),
      timestamp,
      periodSecond: 120,
    };
    const ticket = await curl(
      '-H',
      'Content-Type: application/json',
      '-d',
      JSON.stringify(body),
      `${host}/openapi/auth/ticket/v1/generate-token`,
    );
    expect(ticket.code).toBe('SUCCESS');
    const reading = await curl(
      '-H',
      `X-ACCESS-TOKEN: ${ticket.data.token}`,
      '-H',
      'Content-Type: multipart/form-data',
      '-F',
      `ocrImage=@${file}`,
      `${host}/openapi/face-recognition/v3/ocr-ktp-check`,
    );
    expect(reading).toMatchObject({ code: 'SUCCESS', message: 'OK', extra: null, pricingStrategy: 'FREE' });
    expect(reading.data.idNumber).toBe(printed.idNumber);
  });
});

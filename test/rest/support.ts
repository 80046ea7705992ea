import { createHash } from 'node:crypto';
import type { Engine } from '../../src/engine/engine.js';
import type { OcrKtpError } from '../../src/engine/errors.js';
import { type RawFields, rawFields } from '../../src/ktp/raw.js';
import { type Answer, type Connection, Form } from '../support/client.js';

export const TOKEN_PATH = '/openapi/auth/ticket/v1/generate-token';
export const OCR_PATH = '/openapi/face-recognition/v3/ocr-ktp-check';
export const CLIENT = { accessKey: 'one-access-key', secretKey: 'one-secret-key' };
export const DISABLED = { accessKey: 'two-access-key', secretKey: 'two-secret-key' };
export const CLIENTS = `${CLIENT.accessKey}:${CLIENT.secretKey},${DISABLED.accessKey}:${DISABLED.secretKey}:disabled`;
export const SIGNING_KEY = 'a signing key of this test, which is sixty-four characters long..';

/** The signature by the words of the document, not by the code under test. */
export function sign({ accessKey, secretKey }: typeof CLIENT, timestamp: unknown): string {
  return createHash('sha256').update(`${accessKey}${secretKey}${timestamp}`).digest('hex');
}

export function askToken(connection: Connection, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const length = `${Buffer.byteLength(text)}`;
  const all = { 'content-type': 'application/json', 'content-length': length, ...headers };
  return connection.send(text, all, { path: TOKEN_PATH });
}

/** A request for a token that is right, but for what is overridden. */
export function tokenRequest(override: Record<string, unknown> = {}, client = CLIENT) {
  const timestamp = override.timestamp ?? Date.now();
  return { accessKey: client.accessKey, signature: sign(client, timestamp), timestamp, ...override };
}

export async function tokenOf(connection: Connection): Promise<string> {
  return (await askToken(connection, tokenRequest())).json.data.token;
}

export function askOcr(connection: Connection, token: string | null, form: Form): Promise<Answer> {
  const headers: Record<string, string> = token === null ? {} : { 'x-access-token': token };
  return connection.send(form.body(), { ...form.headers(), ...headers }, { path: OCR_PATH });
}

export function ocrForm(bytes: Buffer, type = 'image/jpeg'): Form {
  return new Form().file('ocrImage', bytes, 'card.jpg', type);
}

/** What every failure looks like. */
export function failed(code: string, message: string, pricingStrategy = 'FREE') {
  return {
    code,
    message,
    data: null,
    extra: null,
    transactionId: HEXADECIMAL_ID,
    pricingStrategy,
  };
}

const HEXADECIMAL_ID = { asymmetricMatch: (value: unknown) => /^[0-9a-f]{16}$/.test(String(value)) };

/** An engine that comes to what it is told, for what lies around the reading. */
export class ToldEngine implements Engine {
  readonly name = 'EMBEDDED';
  outcome: Partial<RawFields> | OcrKtpError | Error = {};
  readonly signals: AbortSignal[] = [];
  hangs = false;

  async read(_image: unknown, _wanted: unknown, signal: AbortSignal) {
    this.signals.push(signal);
    if (this.hangs) {
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    if (this.outcome instanceof Error) throw this.outcome;
    return {
      engine: 'EMBEDDED',
      pricing: 'FREE',
      transactionId: null,
      raw: rawFields(this.outcome),
      issue: null,
      evidence: {},
      nikRunnerUp: null,
      quality: null,
    } as const;
  }

  async ready() {}
  state() {
    return { able: true, waiting: 0, reading: 0, workers: null };
  }
  async close() {}
}

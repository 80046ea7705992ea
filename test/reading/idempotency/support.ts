import { ScriptedUpstream } from '../../engine/advance-ai/scripted-upstream.js';
import { clientOf } from '../../engine/advance-ai/support.js';
import { ToldEngine } from '../../rest/support.js';
import { type Answer, Connection, Form, manyUploads } from '../../support/client.js';
import { type RunningGateway, startGateway } from '../../support/gateway.js';

export const CALLERS = ['a-key-of-the-first-caller', 'a-key-of-the-second-caller'] as const;

export const WHOLE = `mutation ($image: Upload!, $engine: OcrEngine! = AUTO) { ocrKtp(image: $image, options: { engine: $engine }) {
  __typename
  ... on OcrKtpSuccess { engine pricing transactionId card { raw { idNumber name } } }
  ... on OcrKtpError { code message retryable mayBeCharged pricing transactionId }
} }`;
export const NAME = `mutation ($image: Upload!) { ocrKtp(image: $image) {
  ... on OcrKtpSuccess { transactionId card { raw { name birthday } } }
} }`;
const BATCH = `mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { items { result {
  __typename
  ... on OcrKtpSuccess { transactionId }
  ... on OcrKtpError { code transactionId }
} } } }`;

export interface Asked {
  readonly key?: string;
  readonly caller?: string;
  readonly query?: string;
  readonly engine?: 'AUTO' | 'EMBEDDED' | 'ADVANCE_AI';
}

/** A gateway that reads through a scripted upstream, and may be asked for an engine that costs nothing. */
export class Reader {
  readonly gateway: RunningGateway;
  readonly free: ToldEngine;

  private constructor(gateway: RunningGateway, free: ToldEngine) {
    this.gateway = gateway;
    this.free = free;
  }

  static async start(upstream: ScriptedUpstream, environment: Record<string, string> = {}): Promise<Reader> {
    const free = new ToldEngine();
    const engines = [clientOf(upstream).engine, free] as const;
    return new Reader(await startGateway({ API_KEYS: CALLERS.join(), ...environment }, engines), free);
  }

  /** The whole answer to one picture. */
  async post(
    bytes: Buffer,
    { key, caller = CALLERS[0], query = WHOLE, engine }: Asked = {},
  ): Promise<Answer> {
    const form = new Form()
      .field('operations', { query, variables: { image: null, ...(engine && { engine }) } })
      .field('map', { 0: ['variables.image'] })
      .file('0', bytes);
    return this.#send(form, key, caller);
  }

  /** What one picture comes to. */
  async read(bytes: Buffer, asked: Asked = {}) {
    const { json } = await this.post(bytes, asked);
    if (json.errors) throw new Error(JSON.stringify(json.errors));
    return json.data.ocrKtp;
  }

  async batch(pictures: readonly Buffer[], key: string): Promise<Answer> {
    const form = manyUploads(
      BATCH,
      pictures.map((bytes, index) => [`${index}.jpg`, bytes] as const),
    );
    return this.#send(form, key, CALLERS[0]);
  }

  /** What the pictures of a batch come to. */
  async results(pictures: readonly Buffer[], key: string) {
    const { json } = await this.batch(pictures, key);
    return json.data.ocrKtpBatch.items.map(({ result }: { result: unknown }) => result);
  }

  async #send(form: Form, key: string | undefined, caller: string): Promise<Answer> {
    const connection = new Connection(this.gateway);
    const headers = { 'x-api-key': caller, ...(key !== undefined && { 'idempotency-key': key }) };
    try {
      return await connection.upload(form, headers);
    } finally {
      connection.close();
    }
  }
}

export async function startUpstream(): Promise<ScriptedUpstream> {
  return new ScriptedUpstream().listen();
}

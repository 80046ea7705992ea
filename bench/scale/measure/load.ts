import { print } from 'graphql';
import { Pool } from 'undici';
import { ReadCardDocument } from '../../../test/client/generated/graphql.js';
import { oneUpload } from '../../../test/support/client.js';

/** The whole card, as a front end asks for it. */
const QUERY = print(ReadCardDocument);

export interface Load {
  readonly pictures: readonly Buffer[];
  /** Requests at once. */
  readonly atOnce: number;
}

/**
 * Sends every picture once and comes to the seconds that took.
 * @throws Error where one is not answered with a card, or with none found
 */
export async function send(url: string, { pictures, atOnce }: Load): Promise<number> {
  const pool = new Pool(url, { connections: atOnce, headersTimeout: 0, bodyTimeout: 0 });
  const waiting = pictures.values();
  const lane = async () => {
    for (const picture of waiting) await ask(pool, picture);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return seconds;
}

async function ask(pool: Pool, picture: Buffer): Promise<void> {
  const form = oneUpload(QUERY, picture);
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: form.headers(),
    body: form.body(),
  });
  const text = await body.text();
  if (statusCode === 200 && /"__typename":"(?:OcrKtpSuccess|OcrNoResultError)"/.test(text)) return;
  throw new Error(`answered ${statusCode}: ${text.slice(0, 300)}`);
}

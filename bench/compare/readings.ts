import { Pool } from 'undici';
import { RAW_FIELD_NAMES } from '../../src/ktp/raw.js';
import { oneUpload } from '../../test/support/client.js';
import { ServerProcess } from '../gateway/server-process.js';
import { type Sample, SIDES, type Side } from './ratios.js';

/** What is asked of a picture: all fields, or the number alone. */
export const ASKED = {
  card: `card { raw { ${RAW_FIELD_NAMES.join(' ')} } }`,
  nik: 'card { nik { number } }',
} as const;

/** Pictures that are asked the same. */
export interface Readings {
  readonly task: string;
  readonly asked: keyof typeof ASKED;
  readonly pictures: readonly Buffer[];
}

/** Both trees, each as a server that reads on one thread. */
export class ReadingServers {
  readonly #servers: Readonly<Record<Side, ServerProcess>>;
  /** From the start of each to its being ready. */
  readonly starts: readonly Omit<Sample, 'round'>[];

  private constructor(
    servers: Readonly<Record<Side, ServerProcess>>,
    starts: readonly Omit<Sample, 'round'>[],
  ) {
    this.#servers = servers;
    this.starts = starts;
  }

  static async start(trees: Readonly<Record<Side, string>>): Promise<ReadingServers> {
    const starts: Omit<Sample, 'round'>[] = [];
    const start = async (side: Side) => {
      const started = performance.now();
      const server = await ServerProcess.run(trees[side], ['dist/main.js'], {
        ENGINE: 'embedded',
        OCR_THREADS: '1',
      });
      const seconds = (performance.now() - started) / 1000;
      const { cpuSeconds } = await server.usage();
      starts.push({ task: 'start', side, times: 1, cpuSeconds, seconds });
      return server;
    };
    const servers = { today: await start('today'), older: await start('older') };
    return new ReadingServers(servers, starts);
  }

  /** Reads each picture on both, one right after the other; which goes first changes from picture to picture and from round to round. */
  async round({ task, asked, pictures }: Readings, round: number): Promise<Sample[]> {
    const sums = { today: { cpuSeconds: 0, seconds: 0 }, older: { cpuSeconds: 0, seconds: 0 } };
    for (const [n, picture] of pictures.entries()) {
      for (const side of (n + round) % 2 === 0 ? SIDES : SIDES.toReversed()) {
        const server = this.#servers[side];
        const before = await server.usage();
        sums[side].seconds += await read(server.url, ASKED[asked], picture);
        sums[side].cpuSeconds += (await server.usage()).cpuSeconds - before.cpuSeconds;
      }
    }
    return SIDES.map((side) => ({ task, side, round, times: pictures.length, ...sums[side] }));
  }

  async end(): Promise<void> {
    await Promise.all(SIDES.map((side) => this.#servers[side].end()));
  }
}

/** Seconds until a picture was answered. @throws Error where no card was read in it */
async function read(url: string, asked: string, picture: Buffer): Promise<number> {
  const query = `mutation ($image: Upload!) { ocrKtp(image: $image) { __typename ... on OcrKtpSuccess { ${asked} } } }`;
  const form = oneUpload(query, picture);
  const pool = new Pool(url);
  const started = performance.now();
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: form.headers(),
    body: form.body(),
  });
  const text = await body.text();
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  if (statusCode !== 200 || !/"__typename":"(OcrKtpSuccess|OcrNoResultError)"/.test(text)) {
    throw new Error(`answered ${statusCode}: ${text.slice(0, 300)}`);
  }
  return seconds;
}

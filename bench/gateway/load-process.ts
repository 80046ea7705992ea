import { Pool } from 'undici';
import { type Shot, shotOf, type Task } from './requests.js';

/** What to send: so many requests to a server, so many at once. */
export interface Order {
  readonly task: Task;
  readonly key: string;
  readonly url: string;
  readonly requests: number;
  readonly connections: number;
}

/** The result of an order: the seconds that it took, or what went wrong. */
export type Delivered = { readonly seconds: number } | { readonly failed: string };

process.on('message', async (order: Order) => {
  process.send?.(await deliver(order).catch((error: Error): Delivered => ({ failed: error.message })));
});

const shots = new Map<Task, Shot>();
let serial = 0;

async function deliver({ task, key, url, requests, connections }: Order): Promise<Delivered> {
  const shot = shots.get(task) ?? (await shotOf(task, key));
  shots.set(task, shot);
  const pool = new Pool(url, { connections });
  let left = requests;
  const lane = async () => {
    const body = Buffer.from(shot.body);
    while (left > 0) {
      left -= 1;
      if (shot.serialAt !== null) body.write(`${++serial}`.padStart(16, '0'), shot.serialAt);
      await send(pool, { ...shot, body });
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return { seconds };
}

async function send(pool: Pool, { headers, body, expected }: Shot): Promise<void> {
  const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || !text.includes(expected)) {
    throw new Error(`answered ${answer.statusCode}: ${text.slice(0, 300)}`);
  }
}

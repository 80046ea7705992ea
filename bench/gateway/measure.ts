import type { Child } from './child.js';
import type { Delivered, Order } from './load-process.js';
import type { Task } from './requests.js';
import { ServerProcess } from './server-process.js';
import type { VariantName } from './variants.js';

export interface Plan {
  readonly task: Task;
  readonly connections: number;
  readonly warmUp: number;
  readonly requests: number;
  /** A folder for CPU profiles, where they are wanted. */
  readonly profile?: string | undefined;
}

export interface Surroundings {
  readonly upstream: Child;
  readonly load: Child;
  /** Of the upstream. */
  readonly url: string;
}

export interface Figures {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly markCompacts: number;
  readonly rssMebibytes: number;
}

const KEY = 'a-key-of-the-benchmark';

/**
 * One process of a server from its start to its end.
 * @throws Error where an answer is not the right one, or where a picture did not reach the upstream
 */
export async function measure(
  name: VariantName,
  { task, connections, warmUp, requests, profile }: Plan,
  { upstream, load, url }: Surroundings,
): Promise<Figures> {
  const nodeArgs = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const server = await ServerProcess.start(name, { upstream: url, key: KEY, connections, nodeArgs });
  const send = async (count: number): Promise<number> => {
    const order: Order = { task, key: KEY, url: server.url, requests: count, connections };
    const delivered = await load.ask<Delivered>(order);
    if ('failed' in delivered) throw new Error(`${name}, ${task}: ${delivered.failed}`);
    return delivered.seconds;
  };
  try {
    await send(warmUp);
    const [before, read] = [await server.usage(), await picturesRead(upstream)];
    const seconds = await send(requests);
    const [after, readNow] = [await server.usage(), await picturesRead(upstream)];
    const expected = task === 'upload' ? requests : 0;
    if (readNow - read !== expected) {
      throw new Error(`${name}: ${readNow - read} of ${expected} pictures reached the upstream`);
    }
    return {
      seconds,
      cpuSeconds: after.cpuSeconds - before.cpuSeconds,
      markCompacts: after.markCompacts - before.markCompacts,
      rssMebibytes: after.rssMebibytes,
    };
  } finally {
    await server.end();
  }
}

async function picturesRead(upstream: Child): Promise<number> {
  return (await upstream.ask<{ pictures: number }>({})).pictures;
}

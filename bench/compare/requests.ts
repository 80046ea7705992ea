import { Child } from '../gateway/child.js';
import type { Delivered, Order } from '../gateway/load-process.js';
import type { Task } from '../gateway/requests.js';
import { ServerProcess, upstreamSettings } from '../gateway/server-process.js';
import { type Sample, SIDES, type Side } from './ratios.js';

const CONNECTIONS = 16;
const KEY = 'a-key-of-the-benchmark';

/** Both trees, each as a server that reads through an upstream which answers at once. */
export class RequestServers {
  readonly #servers: Readonly<Record<Side, ServerProcess>>;
  readonly #load = new Child('./load-process.ts');
  readonly #upstream: Child;

  private constructor(servers: Readonly<Record<Side, ServerProcess>>, upstream: Child) {
    this.#servers = servers;
    this.#upstream = upstream;
  }

  static async start(trees: Readonly<Record<Side, string>>): Promise<RequestServers> {
    const upstream = new Child('./upstream-process.ts');
    const port = await upstream.heard<number>();
    const settings = { ...upstreamSettings(`http://127.0.0.1:${port}`, CONNECTIONS), API_KEYS: KEY };
    const start = (side: Side) => ServerProcess.run(trees[side], ['dist/main.js'], settings);
    return new RequestServers({ today: await start('today'), older: await start('older') }, upstream);
  }

  /** So many requests to each, one after the other. */
  async round(task: Task, requests: number, round: number): Promise<Sample[]> {
    const samples: Sample[] = [];
    for (const side of round % 2 === 0 ? SIDES : SIDES.toReversed()) {
      const server = this.#servers[side];
      const order: Order = { task, key: KEY, url: server.url, requests, connections: CONNECTIONS };
      const before = await server.usage();
      const delivered = await this.#load.ask<Delivered>(order);
      if ('failed' in delivered) throw new Error(`${side}, ${task}: ${delivered.failed}`);
      const cpuSeconds = (await server.usage()).cpuSeconds - before.cpuSeconds;
      samples.push({ task, side, round, times: requests, cpuSeconds, seconds: delivered.seconds });
    }
    return samples;
  }

  async end(): Promise<void> {
    await Promise.all(SIDES.map((side) => this.#servers[side].end()));
    this.#load.end();
    this.#upstream.end();
  }
}

import { randomBytes } from 'node:crypto';
import { Program, type Usage } from './program.js';
import { OwnRedis, type RedisUsage } from './redis.js';

/** What the parts of a fleet have used so far; CPU in milliseconds. */
export interface FleetUsage {
  readonly gatewayMs: number;
  readonly workersMs: number;
  readonly redis: RedisUsage;
}

/** A gateway with the queue engine, workers of one thread each, and a Redis of their own. */
export class Fleet {
  readonly #redis: OwnRedis;
  readonly #gateway: Program;
  readonly #environment: Record<string, string>;
  readonly #workers: Program[] = [];

  private constructor(redis: OwnRedis, gateway: Program, environment: Record<string, string>) {
    this.#redis = redis;
    this.#gateway = gateway;
    this.#environment = environment;
  }

  static async start(workers: number): Promise<Fleet> {
    const redis = await OwnRedis.start();
    const environment = { REDIS_URL: redis.url, QUEUE_KEY: randomBytes(32).toString('hex') };
    const fleet = new Fleet(redis, await Program.gateway({ ENGINE: 'queue', ...environment }), environment);
    for (let n = 0; n < workers; n += 1) await fleet.addWorker();
    return fleet;
  }

  get url(): string {
    return this.#gateway.url;
  }

  async addWorker(): Promise<void> {
    this.#workers.push(await Program.worker(this.#environment));
  }

  async usage(): Promise<FleetUsage> {
    const workers = await Promise.all(this.#workers.map((worker) => worker.usage()));
    return {
      gatewayMs: (await this.#gateway.usage()).cpuSeconds * 1000,
      workersMs: workers.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) * 1000,
      redis: await this.#redis.usage(),
    };
  }

  /** MiB at most so far; of the workers the largest. */
  async memory(): Promise<{ gatewayMebibytes: number; workerMebibytes: number }> {
    const rss = ({ rssMebibytes }: Usage) => rssMebibytes;
    const workers = await Promise.all(this.#workers.map((worker) => worker.usage()));
    return {
      gatewayMebibytes: rss(await this.#gateway.usage()),
      workerMebibytes: Math.max(...workers.map(rss)),
    };
  }

  /** Resolves when so many pictures wait for a worker. */
  waiting(count: number): Promise<void> {
    return this.#redis.until(async (client) => {
      const [list] = await client.keys('*:wait');
      return list !== undefined && (await client.llen(list)) >= count;
    });
  }

  async end(): Promise<void> {
    await Promise.all([this.#gateway, ...this.#workers].map((program) => program.end()));
    this.#redis.end();
  }
}

/** Where the queue is, and who may open what is on it. */
export interface QueueOptions {
  readonly redisUrl: string;
  /** What its keys in Redis begin with. */
  readonly name: string;
  /** 32 bytes, the same for all gateways and workers; those with another do not meet them. */
  readonly key: Buffer;
  /** After so long without a sign of life a worker is taken for dead, and its pictures are given to others. */
  readonly stalledMs: number;
  /** Told the `maxmemory-policy` of a Redis that may evict what waits in it. */
  readonly onEviction?: ((policy: string) => void) | undefined;
}

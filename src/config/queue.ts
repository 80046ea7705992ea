import { z } from 'zod';
import type { QueueOptions } from '../engine/queue/options.js';

const KEY_BYTES = 32;

/** The key of sealed boxes: 32 bytes in hexadecimal or base64. */
export const queueKey = z.string().transform((text, context): Buffer => {
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  if (key.length === KEY_BYTES && /^[\w+/-]{43}=?$|^[0-9a-f]{64}$/i.test(text)) return key;
  context.addIssue(
    `must be ${KEY_BYTES} bytes in hexadecimal or base64, such as openssl rand -hex 32 prints`,
  );
  return z.NEVER;
});

/** The name that the queue's keys in Redis begin with. */
export const queueName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'must be up to 40 lower-case letters, digits and hyphens, beginning with a letter',
  );

interface Variables {
  readonly REDIS_URL?: string | undefined;
  readonly QUEUE_KEY?: Buffer | undefined;
  readonly QUEUE_NAME: string;
  readonly QUEUE_STALLED_SECONDS: number;
}

/** The options of the queue; null if its settings are missing. */
export function queueConfig(data: Variables): QueueOptions | null {
  if (data.REDIS_URL === undefined || data.QUEUE_KEY === undefined) return null;
  return {
    redisUrl: data.REDIS_URL,
    name: data.QUEUE_NAME,
    key: data.QUEUE_KEY,
    stalledMs: data.QUEUE_STALLED_SECONDS * 1000,
  };
}

/** The settings that a queue needs and that are missing, a line each. */
export function queueFaults(set: Readonly<Record<string, string | undefined>>): string[] {
  const missing = ['REDIS_URL', 'QUEUE_KEY'].filter((name) => !set[name]);
  return missing.map((name) => `${name} must be set to read through the queue.`);
}

import { threadId } from 'node:worker_threads';
import type { ReadOutcome, ReadRequest } from '../../../../src/engine/embedded/protocol.js';
import { Gate, native, useGate } from '../../../../src/engine/threads/gate.js';
import type { Gated } from '../../../../src/engine/threads/threads.js';
import { rawFields } from '../../../../src/ktp/raw.js';

/** A worker that does what the "picture" says instead of reading it, and gives its thread's number as the name. */
export default async function work(request: Gated<ReadRequest> | null): Promise<ReadOutcome | null> {
  if (request === null) return null;
  switch (Buffer.from(request.bytes).toString()) {
    case 'die':
      process.exit(1);
      break;
    case 'die once':
      // The flag is all that outlives the thread.
      if (Atomics.exchange(request.gate, 0, 7) === 0) process.exit(1);
      break;
    case 'throw':
      throw new Error('a fault of the reader');
    case 'hold':
      while (Atomics.load(request.gate, 0) === 0) Atomics.wait(request.gate, 0, 0, 10);
      return { kind: 'cancelled' };
    case 'native':
      // Longer than a thread that is asked to stop has time.
      useGate(new Gate(request.gate));
      await native(() => new Promise((resolve) => setTimeout(resolve, 7000)));
      return { kind: 'cancelled' };
    case 'stuck':
      for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    case 'undecodable':
      return { kind: 'undecodable', message: 'cut off', detectedType: request.mimeType };
  }
  return {
    kind: 'reading',
    reading: {
      engine: 'EMBEDDED',
      pricing: 'FREE',
      transactionId: null,
      raw: rawFields({ name: String(threadId) }),
      issue: null,
      evidence: {},
      nikRunnerUp: null,
      quality: null,
    },
  };
}

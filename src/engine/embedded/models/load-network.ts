import type { InferenceSession } from 'onnxruntime-common';
import { native } from '../../threads/gate.js';
import type { Network } from './network.js';
import type { Runtime } from './runtime.js';

/** On one thread: the pool has a worker for each core, and spinning threads would take them from each other. */
const OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/**
 * @param model the network's file
 * @throws Shut from the network where nobody waits for its outputs
 */
export async function loadNetwork(
  { InferenceSession, Tensor }: Runtime,
  model: Uint8Array,
): Promise<Network> {
  const session = await InferenceSession.create(model, OPTIONS);
  const input = session.inputNames[0] ?? '';
  return async (data, dims) => {
    const results = await native(() => session.run({ [input]: new Tensor('float32', data, dims) }));
    return session.outputNames.map((name) => {
      const result = results[name];
      if (result === undefined) throw new Error(`The network gave no output "${name}".`);
      return { data: result.data as Float32Array, dims: result.dims };
    });
  };
}

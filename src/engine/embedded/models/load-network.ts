import type * as Common from 'onnxruntime-common';
import type { Network } from './network.js';

/** As much of the library that runs networks as all its kinds have. */
export type Runtime = Pick<typeof Common, 'InferenceSession' | 'Tensor'>;

/** On one thread: the pool has a worker for each core, and spinning threads would take them from each other. */
const OPTIONS: Common.InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/**
 * @param model the network's file
 * @param enter what each run is taken by; it may throw instead, to break a reading off
 */
export async function loadNetwork(
  { InferenceSession, Tensor }: Runtime,
  model: Uint8Array,
  enter: <T>(run: () => Promise<T>) => Promise<T>,
): Promise<Network> {
  const session = await InferenceSession.create(model, OPTIONS);
  const input = session.inputNames[0] ?? '';
  return async (data, dims) => {
    const tensor =
      data instanceof Uint8Array ? new Tensor('uint8', data, dims) : new Tensor('float32', data, dims);
    const results = await enter(() => session.run({ [input]: tensor }));
    return session.outputNames.map((name) => {
      const result = results[name];
      if (result === undefined) throw new Error(`The network gave no output "${name}".`);
      return { data: result.data as Float32Array, dims: result.dims };
    });
  };
}

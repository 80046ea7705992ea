import './no-telemetry.js';
import * as ort from 'onnxruntime-node';

/** A network on one thread: the pool has a worker for each core, and spinning threads would take them from each other. */
export async function loadSession(file: string): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(file, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}

export interface Output {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** Runs a network of one input; its outputs in their order. */
export async function run(
  session: ort.InferenceSession,
  data: Float32Array,
  dims: readonly number[],
): Promise<readonly Output[]> {
  const input = session.inputNames[0] ?? '';
  const results = await session.run({ [input]: new ort.Tensor('float32', data, dims) });
  return session.outputNames.map((name) => {
    const result = results[name];
    if (result === undefined) throw new Error(`The network gave no output "${name}".`);
    return { data: result.data as Float32Array, dims: result.dims };
  });
}

import './no-telemetry.js';
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-node';
import { zeroTinyWeights } from './tiny-weights.js';

/** A network on one thread: the pool has a worker for each core, and spinning threads would take them from each other. */
export async function loadSession(file: string): Promise<ort.InferenceSession> {
  const model = await readFile(file);
  zeroTinyWeights(model);
  return ort.InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}

/** Runs a network of one input and one output. */
export async function run(
  session: ort.InferenceSession,
  data: Float32Array,
  dims: readonly number[],
): Promise<{ readonly data: Float32Array; readonly dims: readonly number[] }> {
  const input = session.inputNames[0] ?? '';
  const output = session.outputNames[0] ?? '';
  const results = await session.run({ [input]: new ort.Tensor('float32', data, dims) });
  const result = results[output];
  if (result === undefined) throw new Error(`The network gave no output "${output}".`);
  return { data: result.data as Float32Array, dims: result.dims };
}

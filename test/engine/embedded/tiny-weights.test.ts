import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { findModels } from '../../../src/engine/embedded/models.js';
import { zeroTinyWeights } from '../../../src/engine/embedded/tiny-weights.js';

/** A protobuf field with bytes. */
function field(number: number, ...bytes: (number | Uint8Array)[]): Uint8Array {
  const content = Buffer.concat(bytes.map((part) => (typeof part === 'number' ? Buffer.of(part) : part)));
  return Buffer.of(number * 8 + 2, content.length, ...content);
}

const floats = (...values: number[]) => new Uint8Array(new Float32Array(values).buffer);

/** A model of one constant, with the tensor's type and data. */
function model(type: number, data: Uint8Array): Uint8Array {
  const tensor = Buffer.concat([Buffer.of(2 * 8, type), field(9, data)]);
  return field(7, field(1, field(5, field(5, tensor))));
}

describe('zeroTinyWeights', () => {
  it('sets tiny floats to zero and leaves all others', () => {
    const bytes = model(1, floats(1, -1e-20, 1e-10, 1e-38, 0, -3.5));
    zeroTinyWeights(bytes);
    expect(bytes).toEqual(model(1, floats(1, 0, 1e-10, 0, 0, -3.5)));
  });

  it('leaves what is no float', () => {
    const whole = new Uint8Array(new Int32Array([1, 2, 3]).buffer);
    const bytes = model(6, whole);
    zeroTinyWeights(bytes);
    expect(bytes).toEqual(model(6, whole));
  });

  it("changes the line reader's weights, and nothing of what it reads", async () => {
    const file = readFileSync(findModels().reader);
    const cleaned = Buffer.from(file);
    zeroTinyWeights(cleaned);
    expect(cleaned.equals(file)).toBe(false);
    const line = new ort.Tensor(
      'float32',
      Float32Array.from({ length: 3 * 48 * 96 }, (_, n) => Math.sin(n)),
      [1, 3, 48, 96],
    );
    const read = async (bytes: Buffer) => {
      const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1 });
      const [output] = Object.values(await session.run({ [session.inputNames[0] as string]: line }));
      return output?.data as Float32Array;
    };
    expect(await read(cleaned)).toEqual(await read(file));
  });
});

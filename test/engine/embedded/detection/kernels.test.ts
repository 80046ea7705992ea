import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeImage } from '../../../../src/engine/embedded/image/decode-image.js';
import { bytesOf } from '../../../../src/engine/embedded/image/drawing.js';
import { IDENTITY } from '../../../../src/engine/embedded/image/geometry.js';
import { drawView } from '../../../../src/engine/embedded/image/view.js';
import { loadNetwork } from '../../../../src/engine/embedded/models/load-network.js';
import { findModels } from '../../../../src/engine/embedded/models/models.js';
import { loadRuntime, type RuntimeName } from '../../../../src/engine/embedded/models/runtime.js';
import { Gate, useGate } from '../../../../src/engine/threads/gate.js';
import { picture } from '../../../support/cards.js';

const [WIDTH, HEIGHT] = [576, 384];

/** Where the detector finds text in a card that was scanned: bright, so that its inputs are large. */
async function kernelsBy(name: RuntimeName): Promise<readonly boolean[]> {
  const { runtime } = await loadRuntime(name);
  const detect = await loadNetwork(runtime, readFileSync(findModels().detector), (run) => run());
  const scan = await decodeImage(picture('clean-man.jpg'), 'image/jpeg');
  const view = { picture: scan, toPicture: IDENTITY, width: scan.width, height: scan.height };
  const [map] = await detect(bytesOf(drawView(view, WIDTH, HEIGHT)), [1, HEIGHT, WIDTH, 4]);
  return Array.from(map?.data ?? [], (likelihood) => likelihood > 0.5);
}

it('finds text in the same places whatever computes it', async () => {
  useGate(new Gate(new Gate().shared));
  const [native, wasm] = [await kernelsBy('native'), await kernelsBy('wasm')];
  const either = native.filter((isText, i) => isText || wasm[i]).length;
  const both = native.filter((isText, i) => isText && wasm[i]).length;
  expect(either).toBeGreaterThan(1000);
  expect(both / either).toBeGreaterThan(0.99);
});

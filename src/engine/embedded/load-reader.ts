import { readFile } from 'node:fs/promises';
import { loadRegions } from '../../regions/store.js';
import { ImageInvalidFormatError } from '../errors.js';
import { outcomeOf } from '../outcome.js';
import { Gate, native, Shut } from '../threads/gate.js';
import type { Gated } from '../threads/threads.js';
import { decodeImage } from './image/decode-image.js';
import { loadNetwork } from './models/load-network.js';
import type { ModelFiles } from './models/models.js';
import { loadRuntime, type RuntimeName } from './models/runtime.js';
import { createPipeline, type PipelineRequest } from './pipeline.js';
import type { ReadOutcome, ReadRequest } from './protocol.js';
import { Cancelled } from './work-budget.js';

/** The pipeline in Node: pictures decoded by sharp, networks run by ONNX Runtime, both behind the gate of the request. */
export async function loadReader(
  files: ModelFiles,
  name?: RuntimeName,
): Promise<(request: Gated<ReadRequest> & Pick<PipelineRequest, 'onValues'>) => Promise<ReadOutcome>> {
  const { runtime } = await loadRuntime(name);
  const load = async (file: string) => loadNetwork(runtime, await readFile(file), native);
  const networks = {
    detector: await load(files.detector),
    reader: await load(files.reader),
    visibility: await load(files.visibility),
  };
  const read = createPipeline(networks, loadRegions());
  return async ({ bytes, mimeType, sent, gate: shared, ...request }) => {
    const gate = new Gate(shared);
    try {
      const decoded = await decodeImage(bytes, mimeType);
      const picture = { ...decoded, damaged: decoded.damaged || sent?.damaged === true };
      // Who took the picture knows it as it was sent.
      const { width, height } = sent ?? request;
      const original = {
        width,
        height,
        mimeType: sent?.mimeType ?? mimeType,
        bytes: sent?.bytes ?? bytes.length,
      };
      return await read(picture, { ...request, ...original, isCancelled: () => gate.isShut });
    } catch (error) {
      if (error instanceof Cancelled || error instanceof Shut) return { kind: 'cancelled' };
      if (error instanceof ImageInvalidFormatError) return outcomeOf(error);
      throw error;
    }
  };
}

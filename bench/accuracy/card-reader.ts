import '../../src/engine/embedded/models/no-telemetry.js';
import { WITHOUT_NONE, type Without } from '../../src/engine/embedded/heuristics.js';
import { loadReader } from '../../src/engine/embedded/load-reader.js';
import { findModels } from '../../src/engine/embedded/models/models.js';
import type { RuntimeName } from '../../src/engine/embedded/models/runtime.js';
import type { PipelineRequest } from '../../src/engine/embedded/pipeline.js';
import type { Reading, Wanted } from '../../src/engine/engine.js';
import { OcrKtpError } from '../../src/engine/errors.js';
import { probe } from '../../src/engine/image/probe.js';
import { DEFAULT_THRESHOLDS } from '../../src/engine/image/quality.js';
import { readingOf } from '../../src/engine/outcome.js';
import { Gate } from '../../src/engine/threads/gate.js';
import { ALL_FIELDS } from '../../src/ktp/field.js';

/** How a card was read: the reading, or the code of what the picture was refused for. */
export interface ReadCard {
  readonly reading: Reading | null;
  readonly refused: string | null;
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Reads a picture's fields with the embedded engine's pipeline, without some of its heuristics. */
export type CardReader = (bytes: Buffer, without?: Without) => Promise<ReadCard>;

export interface CardReaderOptions {
  readonly onValues?: PipelineRequest['onValues'];
  /** Native where it is installed, where left out. */
  readonly runtime?: RuntimeName;
}

/** The pipeline in this process, on no thread of its own: the engine takes nothing that leaves out heuristics. */
export async function loadCardReader(
  wanted: readonly Wanted[] = [...ALL_FIELDS],
  { onValues = () => {}, runtime }: CardReaderOptions = {},
): Promise<CardReader> {
  const readPicture = await loadReader(findModels(), runtime);
  const gate = new Gate().shared;

  async function read(bytes: Buffer, without: Without): Promise<Reading | string> {
    try {
      const image = await probe({ bytes, cut: false });
      const request = { ...image, wanted, thresholds: DEFAULT_THRESHOLDS, without, gate, onValues };
      const outcome = await readPicture(request);
      if (outcome.kind === 'cancelled') throw new Error('A reading that nobody cancelled was given up.');
      return readingOf(outcome);
    } catch (error) {
      if (error instanceof OcrKtpError) return error.code;
      throw error;
    }
  }

  return async (bytes, without = WITHOUT_NONE) => {
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    const outcome = await read(bytes, without);
    const wallMs = performance.now() - started;
    const { user, system } = process.cpuUsage(cpu);
    const isRefused = typeof outcome === 'string';
    return {
      reading: isRefused ? null : outcome,
      refused: isRefused ? outcome : null,
      wallMs,
      cpuMs: (user + system) / 1000,
    };
  };
}

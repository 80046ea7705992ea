import type { Writable } from 'node:stream';
import { ConfigError, readConfig } from '../config/gateway.js';
import type { Engine } from '../engine/engine.js';
import { placeOf } from '../observability/fault.js';
import type { ReadCommand } from './arguments.js';
import { CommandError } from './failure.js';
import { createGatewayReader } from './gateway/reader.js';
import { csvFormat } from './output/csv.js';
import { openFileOutput } from './output/file.js';
import { JSON_LINES } from './output/jsonl.js';
import type { Output } from './output/output.js';
import { createStreamOutput } from './output/stream.js';
import { passedOverLine } from './passed-over.js';
import { findPictures } from './pictures.js';
import { createProgress, type Progress } from './progress.js';
import { readAll, type Work } from './read-all.js';
import type { Reader } from './reader.js';
import { isRead, type PictureRecord } from './record.js';
import { Summary } from './summary.js';

/** What the command gets from its process. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Fires when the process is told to stop. */
  readonly stop: AbortSignal;
  /** Reads if no gateway does. If left out: the embedded engine with its own threads. */
  readonly engine?: Engine | undefined;
}

/** The settings of reading. The command does not use those of a server. */
const SETTINGS = /^(OCR|QUALITY)_/;

/**
 * Reads all pictures of a command that have no row yet.
 * @returns the exit code
 * @throws CommandError
 */
export async function runRead(command: ReadCommand, around: Surroundings): Promise<number> {
  const { pictures: files, passedOver } = await findPictures(command.paths);
  const { stderr, stop } = around;
  const progress = createProgress(stderr, command);
  const openReader = readerOf(command, around, progress);
  const output = await openOutput(command, files, around);
  const tally = new Summary();
  const started = performance.now();
  try {
    const left = files.filter((file) => {
      const row = output.earlier(file);
      if (row !== undefined) tally.countEarlier(row.read);
      return row === undefined;
    });
    progress.start(files.length, files.length - left.length);
    const onDone = (record: PictureRecord) => {
      tally.count(record.code);
      progress.done(isRead(record));
    };
    if (left.length > 0 && !stop.aborted) await read({ files: left, output, stop, onDone }, openReader);
    await output.finish();
  } finally {
    progress.stop();
    const note = await output.close();
    const seconds = (performance.now() - started) / 1000;
    if (!command.quiet) {
      const lines = [tally.summary(files.length, seconds), passedOverLine(passedOver), note];
      stderr.write(`${lines.filter((line) => line !== null).join('\n')}\n`);
    }
  }
  return tally.exitCode;
}

async function read(work: Omit<Work, 'reader'>, openReader: () => Promise<Reader>): Promise<void> {
  const reader = await openReader();
  try {
    await reader.ready();
    await readAll({ ...work, reader });
  } finally {
    await reader.close();
  }
}

/**
 * Returns a function that opens the reader. It is called only if there is something to read, because loading the networks takes longest.
 * @throws CommandError at once, if settings are wrong
 */
function readerOf(
  { url, concurrency }: ReadCommand,
  { environment, stderr, engine }: Surroundings,
  progress: Progress,
): () => Promise<Reader> {
  if (url !== null) {
    const options = {
      url,
      key: environment.KTP_GATEWAY_KEY?.trim() || undefined,
      concurrency,
      onPause: (seconds: number) => progress.note(`the gateway is busy, trying again in ${seconds} s`),
    };
    return async () => {
      const { withFitting } = await import('./gateway/fitted.js');
      return withFitting(createGatewayReader(options));
    };
  }
  const config = settingsOf(environment);
  return async () => {
    const { createEmbeddedReader } = await import('./embedded.js');
    return createEmbeddedReader({
      config,
      concurrency,
      engine,
      onFault: (error) => stderr.write(`A fault of this program: ${JSON.stringify(placeOf(error))}\n`),
    });
  };
}

function settingsOf(environment: Surroundings['environment']) {
  try {
    return readConfig(
      Object.fromEntries(Object.entries(environment).filter(([name]) => SETTINGS.test(name))),
    );
  } catch (error) {
    throw error instanceof ConfigError ? new CommandError(error.message) : error;
  }
}

async function openOutput(
  { out, format, retry }: ReadCommand,
  files: readonly string[],
  { stdout }: Surroundings,
): Promise<Output> {
  if (out === null) return createStreamOutput(stdout, JSON_LINES);
  const path = out;
  const again = retry ? files : [];
  switch (format.name) {
    case 'jsonl':
      return openFileOutput({ path, format: JSON_LINES, retry: again });
    case 'csv':
      return openFileOutput({ path, format: csvFormat(format), retry: again });
    case 'xlsx': {
      // Loaded only if needed: most runs do not write a workbook.
      const { openWorkbookOutput } = await import('./output/workbook.js');
      return openWorkbookOutput({ path, columns: format.columns, files, retry: again });
    }
  }
}

import { getEventListeners } from 'node:events';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createEmbeddedEngine, type EmbeddedEngineOptions } from '../../../src/engine/embedded/engine.js';
import type { Engine } from '../../../src/engine/engine.js';
import { ImageInvalidFormatError, ServiceBusyError, UpstreamError } from '../../../src/engine/errors.js';
import type { CardImage } from '../../../src/engine/image/probe.js';
import { ALL_FIELDS } from '../../../src/ktp/field.js';
import { compiled } from '../../support/compiled.js';

const moduleOf = (name: string) => pathToFileURL(compiled(`test/engine/embedded/workers/${name}.ts`));
const worker = moduleOf('scripted');
const picture = (script: string): CardImage => ({
  bytes: Buffer.from(script),
  mimeType: 'image/png',
  width: 300,
  height: 300,
});

let engine: Engine;
let lost: string[];
const open = (options: EmbeddedEngineOptions = {}) => {
  lost = [];
  const onWorkerLost = (cause: string) => lost.push(cause);
  engine = createEmbeddedEngine({ threads: 1, maxQueue: 1, ...options, worker, onWorkerLost });
  return engine;
};
const read = (script: string, signal = new AbortController().signal) =>
  engine.read(picture(script), ALL_FIELDS, signal);

afterEach(() => engine.close());

describe('the pool behind the embedded engine', () => {
  it('refuses a reading when the queue is full, says when to come back, and reads again once there is room', async () => {
    open();
    await engine.ready();
    const [first, second] = [new AbortController(), new AbortController()];
    const held = read('hold', first.signal);
    const waiting = read('hold', second.signal);
    const refused = await read('read').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ServiceBusyError);
    expect((refused as ServiceBusyError).code).toBe('SERVICE_BUSY');
    expect((refused as ServiceBusyError).retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(Number.isInteger((refused as ServiceBusyError).retryAfterSeconds)).toBe(true);
    second.abort(new Error('nobody waits'));
    await expect(waiting).rejects.toThrow('nobody waits');
    const next = read('read');
    first.abort(new Error('gone'));
    await expect(held).rejects.toThrow('gone');
    expect((await next).raw.name).not.toBeNull();
  });

  it('stops a running reading at its signal and goes on with the same thread', async () => {
    open();
    const before = (await read('read')).raw.name;
    const controller = new AbortController();
    const held = read('hold', controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort(new Error('client left'));
    await expect(held).rejects.toThrow('client left');
    expect((await read('read')).raw.name).toBe(before);
  });

  it('does not start what was cancelled before', async () => {
    open();
    await expect(read('hold', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    expect((await read('read')).engine).toBe('EMBEDDED');
  });

  it('answers a reading whose thread died', async () => {
    open();
    const before = (await read('read')).raw.name;
    const after = (await read('die once')).raw.name;
    expect(after).not.toBeNull();
    expect(after).not.toBe(before);
    expect(lost).toEqual(['DIED']);
  });

  it('gives up a reading that takes too long, ends the thread that does not stop, and reads with another', async () => {
    open({ timeoutMs: 2000 });
    const readAtLast = async (): Promise<string | null> =>
      read('read').then(
        ({ raw }) => raw.name,
        // A thread may take its time to load, which counts.
        () => readAtLast(),
      );
    const before = await readAtLast();
    const late = await read('stuck').catch((error: unknown) => error);
    expect(late).toBeInstanceOf(UpstreamError);
    expect((late as UpstreamError).message).toBe('The reader took too long over this picture.');
    expect(engine.state()).toMatchObject({ waiting: 0, reading: 1, workers: 1 });
    expect(await readAtLast()).not.toBe(before);
    expect(lost).toEqual(['STUCK']);
  });

  it('ends no thread that is inside native code, however long it stays', async () => {
    open({ timeoutMs: 500 });
    await engine.ready();
    const before = (await read('read')).raw.name;
    expect(await read('native').catch((error: unknown) => error)).toBeInstanceOf(UpstreamError);
    expect((await read('read')).raw.name).toBe(before);
    expect(lost).toEqual([]);
  });

  it('refuses a picture that waited too long, as busy, and keeps its place in the queue for others', async () => {
    open({ queueTimeoutMs: 100 });
    await engine.ready();
    const gone = new AbortController();
    const held = read('hold', gone.signal);
    const refused = await read('read').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ServiceBusyError);
    expect((refused as ServiceBusyError).message).toContain('waited too long');
    expect(engine.state()).toEqual({ able: true, waiting: 0, reading: 1, workers: 1 });
    gone.abort(new Error('gone'));
    await expect(held).rejects.toThrow('gone');
    expect((await read('read')).engine).toBe('EMBEDDED');
  });

  it('leaves no listener and no timer behind, however readings end', async () => {
    open({ maxQueue: 50 });
    await engine.ready();
    const signal = new AbortController().signal;
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    await read('read');
    const before = timers();
    const scripts = ['read', 'throw', 'undecodable', 'die once', 'read'];
    const all = Array.from({ length: 40 }, (_, i) => read(scripts[i % 5] as string, signal).catch(() => {}));
    for (let i = 0; i < 5; i++) await read('hold', AbortSignal.abort(new Error('left'))).catch(() => {});
    await Promise.all(all);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(timers()).toBeLessThanOrEqual(before);
    expect(engine.state()).toMatchObject({ waiting: 0, reading: 0, workers: 1 });
  });

  it('gives up a picture that kills every thread, and reads the next', async () => {
    open();
    const failed = await read('die').catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UpstreamError);
    expect((failed as UpstreamError).code).toBe('ERROR');
    expect((await read('read')).engine).toBe('EMBEDDED');
  });

  it('turns a fault of the reader into an error of the engine', async () => {
    open();
    await expect(read('throw')).rejects.toBeInstanceOf(UpstreamError);
  });

  it('turns undecodable bytes into an error that names what they seemed to be', async () => {
    open();
    const error = await read('undecodable').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ImageInvalidFormatError);
    expect((error as ImageInvalidFormatError).detectedType).toBe('image/png');
  });

  it('lets running and waiting readings end when it closes, and refuses new ones', async () => {
    open({ maxQueue: 4 });
    const readings = [read('read'), read('read'), read('read')];
    const closed = engine.close();
    await expect(read('read')).rejects.toBeInstanceOf(ServiceBusyError);
    expect(await Promise.all(readings)).toHaveLength(3);
    await closed;
  });

  it('is not ready where its worker does not load', async () => {
    engine = createEmbeddedEngine({ threads: 1, worker: moduleOf('broken') });
    await expect(engine.ready()).rejects.toThrow('no models here');
  });
});

import { getEventListeners } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, ScriptedUpstream, success } from './scripted-upstream.js';
import { clientOf, newPicture } from './support.js';

let upstream: ScriptedUpstream;
beforeAll(async () => {
  upstream = await new ScriptedUpstream().listen();
});
afterAll(() => upstream.close());

describe('many calls of the upstream', () => {
  it('leave no listener and no timer behind, however they end', async () => {
    const { engine, read } = clientOf(upstream, { maxCalls: 4, maxQueue: 400 });
    const picture = await newPicture();
    const numbered = (i: number) => ({
      ...picture,
      bytes: Buffer.concat([picture.bytes, Buffer.from(`${i}`)]),
    });
    await read(numbered(-1));
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const kept = new AbortController();
    const acts = [success, answer('OCR_NO_RESULT', { pricing: 'PAY' }), answer('INSUFFICIENT_BALANCE')];
    upstream.ocr.push(...Array.from({ length: 300 }, (_, i) => acts[i % 3] as typeof success));
    const left = new AbortController();
    const all = Array.from({ length: 300 }, (_, i) =>
      read(numbered(i), i % 10 === 0 ? left.signal : kept.signal).catch(() => {}),
    );
    left.abort(new Error('left'));
    await Promise.all(all);
    await engine.close();
    expect(getEventListeners(kept.signal, 'abort')).toEqual([]);
    expect(getEventListeners(left.signal, 'abort')).toEqual([]);
    expect(timers()).toBeLessThanOrEqual(before);
    expect(engine.state()).toMatchObject({ waiting: 0, reading: 0 });
  });
});

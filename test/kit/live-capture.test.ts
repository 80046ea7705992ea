import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Camera } from '../../packages/client/src/capture/camera.js';
import { type DeviceReader, LiveCapture } from '../../packages/client/src/capture/live.js';

describe('what a camera sees, read until nothing more comes', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A camera before which no card lies, looked at for some seconds at a time. */
  async function started() {
    const file = new File([], 'ktp.jpg');
    const camera = { frame: async () => ({ close() {} }), save: async () => file } as unknown as Camera;
    const read = async () => {
      throw Object.assign(new Error('No KTP was found.'), { code: 'OCR_NO_RESULT' });
    };
    const reader = { ready: async () => {}, live: () => ({ read }) } as unknown as DeviceReader;
    const ended: unknown[] = [];
    const capture = new LiveCapture(camera, reader, null, {
      onReading: () => {},
      onRead: (result) => void ended.push(result),
      onFailed: (error) => void ended.push(error),
    });
    await vi.advanceTimersByTimeAsync(0);
    return {
      ended,
      async look(seconds: number) {
        for (let i = 0; i < 5 * seconds; i += 1) {
          capture.look({ hints: [], corners: null }, false);
          await vi.advanceTimersByTimeAsync(200);
        }
      },
    };
  }

  it('ends when nothing was read for a minute', async () => {
    const { ended, look } = await started();
    await look(59);
    expect(ended).toEqual([]);
    await look(2);
    expect(ended).toEqual([{ __typename: 'OcrNoResultError' }]);
  });

  it('does not count the time in which the page is not seen', async () => {
    const { ended, look } = await started();
    await look(30);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    await look(29);
    expect(ended).toEqual([]);
    await look(3);
    expect(ended).toEqual([{ __typename: 'OcrNoResultError' }]);
  });
});

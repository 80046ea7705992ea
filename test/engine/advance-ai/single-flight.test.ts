import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/engine/advance-ai/call.js';
import { SingleFlight } from '../../../src/engine/advance-ai/single-flight.js';

const STAYS = new AbortController().signal;

/** Calls that end when the test says so. */
function airport() {
  const flights = new SingleFlight<string, string>(Object.is);
  const calls: { call: Call; land: (result: string) => void }[] = [];
  const start = (call: Call) => new Promise<string>((land) => calls.push({ call, land }));
  const join = (signal = STAYS) => flights.join('key', signal, start);
  const leave = async () => {
    const leaving = new AbortController();
    const left = join(leaving.signal).catch((reason) => reason);
    leaving.abort('left');
    expect(await left).toBe('left');
  };
  return { flights, calls, join, leave };
}

describe('Flights', () => {
  it('starts nothing for who has gone already', async () => {
    const { calls, join } = airport();
    await expect(join(AbortSignal.abort('gone'))).rejects.toBe('gone');
    expect(calls).toEqual([]);
  });

  it('gives who comes after a call was called off a call of his own, though the old one has not ended', async () => {
    const { calls, join, leave } = airport();
    await leave();
    expect(calls[0]?.call.signal.reason).toBe('left');
    const second = join();
    expect(calls).toHaveLength(2);
    calls[0]?.land('old');
    calls[1]?.land('new');
    expect(await second).toBe('new');
  });

  it('goes on for those who stay', async () => {
    const { calls, join, leave } = airport();
    const waiting = join();
    await leave();
    expect(calls).toHaveLength(1);
    expect(calls[0]?.call.signal.aborted).toBe(false);
    calls[0]?.land('result');
    expect(await waiting).toBe('result');
  });

  it('lets a request that was begun end before it calls off what would follow', async () => {
    const { calls, join } = airport();
    const leaving = new AbortController();
    const left = join(leaving.signal).catch((reason) => reason);
    calls[0]?.call.begin();
    leaving.abort('left');
    expect(await left).toBe('left');
    expect(calls[0]?.call.signal.aborted).toBe(false);
    calls[0]?.call.settle();
    expect(calls[0]?.call.signal.reason).toBe('left');
  });

  it('calls nothing off where somebody joined a begun request in time', async () => {
    const { calls, join } = airport();
    const leaving = new AbortController();
    const left = join(leaving.signal).catch((reason) => reason);
    calls[0]?.call.begin();
    leaving.abort('left');
    await left;
    const back = join();
    calls[0]?.call.settle();
    expect(calls[0]?.call.signal.aborted).toBe(false);
    calls[0]?.land('result');
    expect(await back).toBe('result');
    expect(calls).toHaveLength(1);
  });

  it('says when all have landed', async () => {
    const { flights, calls, join } = airport();
    const one = join();
    let landed = false;
    const all = flights.settled().then(() => {
      landed = true;
    });
    await Promise.resolve();
    expect(landed).toBe(false);
    calls[0]?.land('result');
    await Promise.all([one, all]);
    expect(landed).toBe(true);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/reading/idempotency/memory-store.js';

const stores: MemoryStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

function storeOf(maxBytes: number): MemoryStore {
  const store = new MemoryStore(60_000, maxBytes);
  stores.push(store);
  return store;
}

const kindOf = async (store: MemoryStore, name: string) => {
  const { kind } = await store.claim(name, 'me');
  if (kind === 'mine') await store.release(name, 'me');
  return kind;
};

describe('what is kept in memory', () => {
  it('is bounded; the caller with the most loses the oldest', async () => {
    const store = storeOf(40_000);
    for (let i = 0; i < 20; i += 1) await store.keep(`greedy:${i}`, Buffer.alloc(5_000));
    await store.keep('modest:0', Buffer.alloc(5_000));
    for (let i = 20; i < 40; i += 1) await store.keep(`greedy:${i}`, Buffer.alloc(5_000));
    expect(store.bytes).toBeLessThanOrEqual(40_000);
    expect(store.bytes).toBeGreaterThan(30_000);
    expect(await kindOf(store, 'modest:0')).toBe('kept');
    expect(await kindOf(store, 'greedy:39')).toBe('kept');
    expect(await kindOf(store, 'greedy:30')).toBe('mine');
  });

  it('is counted once where it is kept twice, and not at all where it is taken back', async () => {
    const store = storeOf(100_000);
    await store.keep('a:1', Buffer.alloc(5_000));
    const { bytes } = store;
    await store.keep('a:1', Buffer.alloc(5_000));
    expect(store.bytes).toBe(bytes);
    await store.pin('b:1', 'value');
    expect(await store.pin('b:1', 'another')).toBe('value');
    await store.unpin('b:1', 'another');
    expect(await store.pin('b:1', 'another')).toBe('value');
    await store.unpin('b:1', 'value');
    expect(store.bytes).toBe(bytes);
  });

  it('is claimed by one at a time', async () => {
    const store = storeOf(100_000);
    expect(await store.claim('a:1', 'me')).toEqual({ kind: 'mine' });
    expect(await store.claim('a:1', 'you')).toEqual({ kind: 'busy' });
    await store.release('a:1', 'you');
    expect(await store.claim('a:1', 'you')).toEqual({ kind: 'busy' });
    await store.release('a:1', 'me');
    expect(await store.claim('a:1', 'you')).toEqual({ kind: 'mine' });
  });
});

import { describe, expect, it } from 'vitest';
import { Gate, Shut } from '../../../src/engine/threads/gate.js';

/** The same gate as another thread has it. */
const twice = () => {
  const gate = new Gate();
  return [gate, new Gate(gate.shared)] as const;
};

describe('the gate before native code', () => {
  it('lets in until it is shut, from either side of the memory', async () => {
    const [here, there] = twice();
    expect(await there.through(async () => 'done')).toBe('done');
    here.shut();
    let entered = false;
    const late = there.through(async () => {
      entered = true;
    });
    await expect(late).rejects.toBeInstanceOf(Shut);
    expect([entered, there.isShut, here.isEmpty]).toEqual([false, true, true]);
  });

  it('is empty only when all that went in came out, by a fault as well', async () => {
    const [here, there] = twice();
    let finish = () => {};
    const inside = there.through(() => new Promise<void>((resolve) => (finish = resolve)));
    const failing = there.through(async () => {
      throw new Error('a fault of the network');
    });
    await expect(failing).rejects.toThrow('a fault of the network');
    here.shut();
    let left = false;
    const empty = here.empty().then(() => {
      left = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([left, here.isEmpty]).toEqual([false, false]);
    finish();
    await Promise.all([inside, empty]);
    expect([left, here.isEmpty]).toEqual([true, true]);
  });
});

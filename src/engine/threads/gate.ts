import { setTimeout as sleep } from 'node:timers/promises';

const SHUT = 0;
const INSIDE = 1;
/** Between looks whether the gate is empty. */
const LOOK_AGAIN_MS = 20;

/**
 * The way into native code, in memory that threads share. A thread that is ended inside it takes the process with it: what comes
 * back to a thread that is no more is a fault nobody can catch. So one side shuts the gate, the other goes in through it, and who
 * sees an empty gate after shutting it knows that nobody will be inside again.
 */
export class Gate {
  /** Two numbers: whether it is shut, and how many are inside. */
  readonly shared: Int32Array;

  constructor(shared: Int32Array = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))) {
    this.shared = shared;
  }

  /** Lets nobody in any more; those inside come out by themselves. */
  shut(): void {
    Atomics.store(this.shared, SHUT, 1);
  }

  get isShut(): boolean {
    return Atomics.load(this.shared, SHUT) === 1;
  }

  get isEmpty(): boolean {
    return Atomics.load(this.shared, INSIDE) <= 0;
  }

  /** Resolves when nobody is inside. */
  async empty(): Promise<void> {
    while (!this.isEmpty) await sleep(LOOK_AGAIN_MS);
  }

  /** Forgets a thread that died inside. */
  forget(): void {
    Atomics.store(this.shared, INSIDE, 0);
  }

  /**
   * Takes a step of native code.
   * @throws Shut where the gate is
   */
  async through<T>(step: () => Promise<T>): Promise<T> {
    // Counted first, looked second: if it is shut between the two, the count shows that somebody may be inside.
    Atomics.add(this.shared, INSIDE, 1);
    try {
      if (this.isShut) throw new Shut();
      return await step();
    } finally {
      Atomics.sub(this.shared, INSIDE, 1);
    }
  }

  /** Loads a thread's modules, which bring native code along. Where the threads were closed before this one had begun, it waits to be ended. */
  async load<T>(modules: () => Promise<T>): Promise<T> {
    try {
      return await this.through(modules);
    } catch (fault) {
      while (this.isShut) Atomics.wait(this.shared, SHUT, 1);
      throw fault;
    }
  }
}

/** Nobody waits any more for what was to be done. */
export class Shut extends Error {}

/** Of what this thread reads: it has a module, and thereby a gate, of its own, and reads one picture at a time. */
let current = new Gate();

/** Has `native` go through this gate from now on. */
export function useGate(gate: Gate): void {
  current = gate;
}

/**
 * Takes a step of native code for the picture being read.
 * @throws Shut where nobody waits for it
 */
export function native<T>(step: () => Promise<T>): Promise<T> {
  return current.through(step);
}

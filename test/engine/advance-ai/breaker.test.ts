import { describe, expect, it } from 'vitest';
import { Breaker, CircuitOpenError } from '../../../src/engine/advance-ai/breaker.js';

function broken(): { breaker: Breaker; wait: (ms: number) => void } {
  let now = 0;
  const breaker = new Breaker({ failures: 3, restMs: 10_000, now: () => now });
  for (let i = 0; i < 3; i++) breaker.enter()('FAILED');
  return {
    breaker,
    wait: (ms) => {
      now += ms;
    },
  };
}

describe('Breaker', () => {
  it('opens after so many failures in a row, and says for how long', () => {
    const { breaker, wait } = broken();
    expect(() => breaker.enter()).toThrow(CircuitOpenError);
    wait(2500);
    try {
      breaker.enter();
    } catch (error) {
      expect((error as CircuitOpenError).retryAfterSeconds).toBe(8);
    }
    expect.assertions(2);
  });

  it.each(['ANSWERED', 'GIVEN_UP'] as const)(
    'counts on after a call that was %s only if it said nothing',
    (end) => {
      const breaker = new Breaker({ failures: 2, restMs: 10_000 });
      breaker.enter()('FAILED');
      breaker.enter()(end);
      breaker.enter()('FAILED');
      const enter = () => breaker.enter();
      if (end === 'ANSWERED') expect(enter).not.toThrow();
      else expect(enter).toThrow(CircuitOpenError);
    },
  );

  it('lets one call try after the rest, and all again when it is answered', () => {
    const { breaker, wait } = broken();
    wait(10_000);
    const probe = breaker.enter();
    expect(() => breaker.enter()).toThrow(CircuitOpenError);
    probe('ANSWERED');
    breaker.enter();
    breaker.enter();
  });

  it('rests again when the probe fails', () => {
    const { breaker, wait } = broken();
    wait(10_000);
    breaker.enter()('FAILED');
    expect(() => breaker.enter()).toThrow(CircuitOpenError);
    wait(10_000);
    breaker.enter();
  });

  it('lets the next call try when the probe was given up', () => {
    const { breaker, wait } = broken();
    wait(10_000);
    breaker.enter()('GIVEN_UP');
    breaker.enter();
    expect(() => breaker.enter()).toThrow(CircuitOpenError);
  });
});

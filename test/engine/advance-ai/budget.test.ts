import { describe, expect, it } from 'vitest';
import { DailyBudget } from '../../../src/engine/advance-ai/budget.js';
import { QuotaExceededError } from '../../../src/engine/errors.js';

describe('DailyBudget', () => {
  it('has no end where there is no limit', () => {
    const budget = new DailyBudget(undefined, () => '2026-11-22');
    for (let i = 0; i < 1000; i++) budget.take()('PAY');
  });

  it('gives a place back only for what was free', () => {
    const budget = new DailyBudget(2, () => '2026-11-22');
    budget.take()('FREE');
    budget.take()('PAY');
    budget.take()('FREE');
    budget.take()('UNKNOWN');
    expect(() => budget.take()).toThrow(QuotaExceededError);
  });

  it('counts calls under way', () => {
    const budget = new DailyBudget(1, () => '2026-11-22');
    const settle = budget.take();
    expect(() => budget.take()).toThrow('limit of 1 paid readings a day');
    settle('FREE');
    budget.take();
  });

  it('begins anew each day, without the places of the day before', () => {
    let day = '2026-11-22';
    const budget = new DailyBudget(1, () => day);
    const settle = budget.take();
    day = '2026-11-23';
    budget.take();
    settle('FREE');
    expect(() => budget.take()).toThrow(QuotaExceededError);
  });
});

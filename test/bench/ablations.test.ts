import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Ablation, ablationTable } from '../../bench/accuracy/ablations.js';
import { type FieldScore, SCORED } from '../../bench/accuracy/scoring.js';
import { HEURISTICS } from '../../src/engine/embedded/heuristics.js';
import { compiled } from '../support/compiled.js';

/** A card's scores, with some fields misread and all as sure as said. */
const cardOf = (confidence: number, ...wrong: readonly string[]) =>
  SCORED.map((field): FieldScore => {
    const exact = !wrong.includes(field);
    return { field, printed: 'A', read: exact ? 'A' : 'B', exact, understood: exact, edits: 0, confidence };
  });

describe('the table of ablations', () => {
  it('counts what is right, what is sure and wrong, and the time beside that of everything', () => {
    const ablations: readonly Ablation[] = [
      {
        without: null,
        cards: [cardOf(0.99), cardOf(0.95, 'NAME')],
        cut: cardOf(0.79, 'NAME', 'NIK'),
        cpuMs: 200,
      },
      {
        without: 'reread',
        cards: [cardOf(0.94, 'NIK'), cardOf(0.95, 'NAME')],
        cut: cardOf(0.8, 'NAME', 'NIK'),
        cpuMs: 150,
      },
    ];
    expect(ablationTable(ablations)).toEqual([
      [
        'without',
        'fields right',
        'NIK',
        'all 17',
        'sure',
        'sure, wrong',
        'cut, wrong >= 0.8',
        'changed',
        'CPU',
      ],
      ['(nothing)', '97.1 %', '2 of 2', '1 of 2', '34', '1', '0 of 17', '0', '1.00'],
      ['reread', '94.1 %', '1 of 2', '0 of 2', '17', '1', '2 of 17', '34', '0.75'],
    ]);
  });
});

describe('npm run bench:accuracy -- --without', () => {
  it('refuses what is no heuristic, and says which there are', () => {
    const line = [compiled('bench/accuracy/accuracy.ts'), '--without', 'reread', '--without', 'reroad'];
    const { status, stderr, stdout } = spawnSync(process.execPath, line, { encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^there is no heuristic reroad\n/);
    expect(Object.keys(HEURISTICS).filter((name) => !stderr.includes(`  ${name} `))).toEqual([]);
  });
});

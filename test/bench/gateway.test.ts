import { describe, expect, it } from 'vitest';
import { picture } from '../../bench/gateway/requests.js';
import { judged, type Run, verdicts } from '../../bench/gateway/results.js';
import type { VariantName } from '../../bench/gateway/variants.js';
import { jpegStructure } from '../../src/engine/image/structure.js';

const run = (variant: VariantName, round: number, cpuSeconds: number): Run => ({
  variant,
  round,
  cpuSeconds,
  requests: 1000,
  seconds: 1,
  markCompacts: 0,
  rssMebibytes: 100,
});

describe('the verdicts of bench:gateway', () => {
  it('compare within each round, and take the middle round', () => {
    const runs = [
      ...[run('ours', 0, 1), run('raw', 0, 0.5)],
      ...[run('ours', 1, 4), run('raw', 1, 3.2)],
      ...[run('ours', 2, 2), run('raw', 2, 1.2)],
    ];
    expect(verdicts('upload', runs)).toEqual([{ variant: 'raw', goal: 0.75, ratio: 0.6 }]);
  });

  it('say how far a goal was missed, and nothing of who has no goal in a task', () => {
    const runs = [run('ours', 0, 1), run('raw', 0, 0.15), run('mercurius', 0, 0.1)];
    const [, line, ...more] = judged(verdicts('checkNik', runs)).lines;
    expect(line?.slice(1)).toEqual(['0.15x', '0.30x', 'missed by 50 %']);
    expect(more).toEqual([]);
  });
});

it('the picture with room for a serial is still a whole JPEG', async () => {
  const bytes = await picture();
  expect(jpegStructure(bytes).whole).toBe(true);
  expect(bytes.length).toBeGreaterThan(200_000);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areCounts, commandLine } from '../bench/support/command-line.js';
import { loadRegions } from '../src/regions/store.js';
import { GROUP_OPTIONS, GROUP_USAGE, type Groups, groupsOf } from './groups.js';
import { TIERS, type Tier } from './shot.js';
import { makeSpecimen } from './specimen.js';

const USAGE = `usage: npm run cards -- [--tier ${TIERS.join('|')}]… [--count N] [--seed TEXT] ${GROUP_USAGE} [--out FOLDER] [--lines]`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    tier: { type: 'string', multiple: true, default: [...TIERS] },
    count: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    ...GROUP_OPTIONS,
    out: { type: 'string', default: 'artefacts/cards' },
    lines: { type: 'boolean', default: false },
  },
  valid: ({ values: { tier, count, ...groups } }) =>
    tier.every((name) => TIERS.includes(name as Tier)) && groupsOf(groups) !== null && areCounts(count),
});

const tiers = values.tier as Tier[];
const groups = groupsOf(values) as Groups;
const count = Number(values.count);

const regions = loadRegions();
for (const tier of tiers) {
  const folder = join(values.out, tier);
  mkdirSync(folder, { recursive: true });
  for (let n = 1; n <= count; n += 1) {
    const name = join(folder, `${tier}-${String(n).padStart(4, '0')}`);
    const { jpeg, truth, lines } = await makeSpecimen(
      { seed: `${values.seed}:${n}`, tier, ...groups },
      regions,
    );
    writeFileSync(`${name}.jpg`, jpeg);
    writeFileSync(`${name}.json`, `${JSON.stringify(truth, null, 2)}\n`);
    if (values.lines)
      writeFileSync(
        `${name}.lines.json`,
        `${JSON.stringify(lines.map(({ text, corners }) => ({ text, corners })))}\n`,
      );
  }
  console.log(`${count} ${tier} cards in ${folder}`);
}

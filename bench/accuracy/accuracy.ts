import { writeFileSync } from 'node:fs';
import { GROUP_OPTIONS, GROUP_USAGE, type Groups, groupsOf } from '../../specimens/groups.js';
import { COVERS } from '../../specimens/hide.js';
import { TIERS, type Tier } from '../../specimens/shot.js';
import { HEURISTICS, type Heuristic, isHeuristic } from '../../src/engine/embedded/heuristics.js';
import { todayInJakarta } from '../../src/reading/clock.js';
import { loadRegions } from '../../src/regions/store.js';
import { compareWithPeers } from '../peers/compare.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { compareAblations } from './ablations.js';
import { loadCardReader } from './card-reader.js';
import { printErrors, printReliability, printTable } from './report.js';
import { scoreSample } from './scoring.js';
import {
  cardsTogether,
  coveredCards,
  distortedCards,
  drawnCards,
  folderCards,
  type Sample,
} from './sources.js';
import { summariseAll, type TierResult } from './summary.js';

const USAGE = `usage: npm run bench:accuracy -- [FOLDER] [--tier ${TIERS.join('|')}]… [--count N] [--seed TEXT] ${GROUP_USAGE} [--errors]
         [--distorted | --together] [--without NAME]… [--json FILE] | --ablations [--hidden N] | --peers [--threads N]
  FOLDER       pictures with a truth file each (specimens/README.md), instead of drawn cards
  --peers      reads every card with other readers too, and tells how well and how quickly each did; N threads for each, 2 unless told
  --distorted  cards that are squashed, stretched, tilted, mirrored and shaken, N of each, instead of tiers
  --together   pictures of two cards, N beside and N below one another, instead of tiers; a reading may be of either card
  --without    reads without a heuristic of the engine
  --ablations  reads every card with everything and without each heuristic in turn, and tells what each earns;
               with --hidden, N cards under each kind of cover, too
heuristics:
${Object.entries(HEURISTICS)
  .map(([name, does]) => `  ${name.padEnd(16)} ${does}`)
  .join('\n')}`;

const { values, positionals } = commandLine({
  usage: USAGE,
  allowPositionals: true,
  options: {
    tier: { type: 'string', multiple: true, default: [...TIERS] },
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '2026' },
    ...GROUP_OPTIONS,
    errors: { type: 'boolean', default: false },
    json: { type: 'string' },
    peers: { type: 'boolean', default: false },
    threads: { type: 'string', default: '2' },
    distorted: { type: 'boolean', default: false },
    together: { type: 'boolean', default: false },
    without: { type: 'string', multiple: true, default: [] },
    ablations: { type: 'boolean', default: false },
    hidden: { type: 'string' },
  },
  valid: ({
    values: {
      tier,
      count,
      threads,
      without,
      ablations,
      hidden,
      peers,
      errors,
      json,
      distorted,
      together,
      ...groups
    },
  }) =>
    tier.every((name) => TIERS.includes(name as Tier)) &&
    groupsOf(groups) !== null &&
    areCounts(count, threads) &&
    without.every(isKnown) &&
    !(distorted && together) &&
    (hidden === undefined || (ablations && areCounts(hidden))) &&
    !(ablations && (without.length > 0 || peers || errors || json !== undefined)),
});
const [folder] = positionals;
const tiers = values.tier as Tier[];
const groups = groupsOf(values) as Groups;
const count = Number(values.count);
const threads = Number(values.threads);
const without = new Set(values.without as Heuristic[]);

const checkContext = { regions: loadRegions(), today: todayInJakarta() };
const results = new Map<string, TierResult>();
const cards =
  folder !== undefined
    ? folderCards(folder)
    : values.distorted
      ? distortedCards({ count, seed: values.seed, ...groups }, checkContext.regions)
      : values.together
        ? cardsTogether({ count, seed: values.seed, ...groups }, checkContext.regions)
        : drawnCards({ tiers, count, seed: values.seed, ...groups }, checkContext.regions);
const covered = coveredCards(
  {
    covers: COVERS,
    count: Number(values.hidden ?? 0),
    seed: values.seed,
    heldOut: values.unseen,
    ...groups,
  },
  checkContext.regions,
);
if (values.peers) {
  await compareWithPeers(cards, checkContext, { threads, errors: values.errors }).catch(complain);
  process.exit();
}

const read = await loadCardReader();

try {
  if (values.ablations) await compareAblations({ whole: cards, covered }, read, checkContext);
  else for await (const sample of cards) await judge(sample);
} catch (error) {
  complain(error);
}
const summaries = summariseAll([...results.values()]);
printTable(summaries);
printReliability(summaries);
if (values.json !== undefined) {
  const drawn = folder === undefined ? { seed: values.seed, ...groups } : null;
  writeFileSync(values.json, `${JSON.stringify({ drawn, tiers: summaries }, null, 2)}\n`);
}
if (values.errors) printErrors([...results.values()]);

async function judge(sample: Sample): Promise<void> {
  const { name, tier, bytes } = sample;
  const result = results.get(tier) ?? { tier, cards: [] };
  results.set(tier, result);
  const { reading, ...outcome } = await read(bytes, without);
  result.cards.push({ name, ...outcome, scores: scoreSample(sample, reading, checkContext) });
}

/** @throws Error naming what is no heuristic */
function isKnown(name: string): boolean {
  if (isHeuristic(name)) return true;
  throw new Error(`there is no heuristic ${name}`);
}

function complain(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

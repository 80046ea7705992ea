import { writeFileSync } from 'node:fs';
import { GROUP_OPTIONS, GROUP_USAGE, type Groups, groupsOf } from '../../specimens/groups.js';
import { TIERS, type Tier } from '../../specimens/shot.js';
import { createEmbeddedEngine } from '../../src/engine/embedded/engine.js';
import type { Reading } from '../../src/engine/engine.js';
import { OcrKtpError } from '../../src/engine/errors.js';
import { probe } from '../../src/engine/image/probe.js';
import { ALL_FIELDS } from '../../src/ktp/field.js';
import { todayInJakarta } from '../../src/reading/clock.js';
import { loadRegions } from '../../src/regions/store.js';
import { compareWithPeers } from '../peers/compare.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { printErrors, printReliability, printTable } from './report.js';
import { score } from './scoring.js';
import { drawnCards, type Exhibit, folderCards } from './sources.js';
import { summariseAll, type TierResult } from './summary.js';

const USAGE = `usage: npm run bench:accuracy -- [FOLDER] [--tier ${TIERS.join('|')}]… [--count N] [--seed TEXT] ${GROUP_USAGE} [--errors] [--json FILE | --peers [--threads N]]
  FOLDER  pictures with a truth file each (specimens/README.md), instead of drawn cards
  --peers reads every card with other readers too, and tells how well and how quickly each did; N threads for each, 2 unless told`;

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
  },
  valid: ({ values: { tier, count, threads, ...groups } }) =>
    tier.every((name) => TIERS.includes(name as Tier)) &&
    groupsOf(groups) !== null &&
    areCounts(count, threads),
});
const [folder] = positionals;
const tiers = values.tier as Tier[];
const groups = groupsOf(values) as Groups;
const count = Number(values.count);
const threads = Number(values.threads);

const checkContext = { regions: loadRegions(), today: todayInJakarta() };
const results = new Map<string, TierResult>();
const cards =
  folder === undefined
    ? drawnCards({ tiers, count, seed: values.seed, ...groups }, checkContext.regions)
    : folderCards(folder);
if (values.peers) {
  await compareWithPeers(cards, checkContext, { threads, errors: values.errors }).catch(complain);
  process.exit();
}

const engine = createEmbeddedEngine({ threads: 1 });
await engine.ready();

try {
  for await (const exhibit of cards) await judge(exhibit);
} catch (error) {
  complain(error);
}
await engine.close();
const summaries = summariseAll([...results.values()]);
printTable(summaries);
printReliability(summaries);
if (values.json !== undefined) {
  const drawn = folder === undefined ? { seed: values.seed, ...groups } : null;
  writeFileSync(values.json, `${JSON.stringify({ drawn, tiers: summaries }, null, 2)}\n`);
}
if (values.errors) printErrors([...results.values()]);

async function judge({ name, tier, bytes, fields }: Exhibit): Promise<void> {
  const result = results.get(tier) ?? { tier, cards: [] };
  results.set(tier, result);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const reading = await read(bytes);
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  result.cards.push({
    name,
    wallMs: wall,
    cpuMs: (user + system) / 1000,
    refused: typeof reading === 'string' ? reading : null,
    scores: score(fields, typeof reading === 'string' ? null : reading, checkContext),
  });
}

/** The reading, or the code of what the picture was refused for. */
async function read(bytes: Buffer): Promise<Reading | string> {
  try {
    return await engine.read(await probe({ bytes, cut: false }), ALL_FIELDS, new AbortController().signal);
  } catch (error) {
    if (error instanceof OcrKtpError) return error.code;
    throw error;
  }
}

function complain(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

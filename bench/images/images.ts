import { GROUP_OPTIONS, GROUP_USAGE, type Groups, groupsOf } from '../../specimens/groups.js';
import { TIERS, type Tier } from '../../specimens/shot.js';
import { makeSpecimen } from '../../specimens/specimen.js';
import type { Reading } from '../../src/engine/engine.js';
import { ALL_FIELDS } from '../../src/ktp/field.js';
import { loadRegions } from '../../src/regions/store.js';
import { loadCardReader } from '../accuracy/card-reader.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { median, printTable } from '../support/table.js';
import { cornerError } from './corners.js';
import { type Covered, coverage, type Found, foundIn, redactedCopies } from './redaction.js';

const USAGE = `usage: npm run bench:images -- [--tier ${TIERS.join('|')}]… [--count N] [--redact N] [--seed TEXT] ${GROUP_USAGE}
  --count   cards of each tier whose corners are compared with where the drawing has them, 34 unless told
  --redact  cards of each tier of which redacted copies are made and read again, 12 unless told`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    tier: { type: 'string', multiple: true, default: [...TIERS] },
    count: { type: 'string', default: '34' },
    redact: { type: 'string', default: '12' },
    seed: { type: 'string', default: 'images' },
    ...GROUP_OPTIONS,
  },
  valid: ({ values: { tier, count, redact, ...groups } }) =>
    tier.every((name) => TIERS.includes(name as Tier)) &&
    groupsOf(groups) !== null &&
    areCounts(count, redact),
});
const groups = groupsOf(values) as Groups;
const [count, redact] = [Number(values.count), Number(values.redact)];

const regions = loadRegions();
const read = await loadCardReader([...ALL_FIELDS, 'OUTLINE']);

interface Result {
  readonly tier: string;
  /** Of each card, in shares of its width; null where the engine did not know where it lies. */
  readonly byEdges: (number | null)[];
  readonly byText: (number | null)[];
  /** Of each line of print of the redacted cards. */
  readonly covered: Covered[];
  /** Values that were read of the cards as they are, and of their copies with these values covered. */
  readonly before: Found[];
  readonly after: Found[];
}

const results: Result[] = [];
for (const tier of values.tier as Tier[]) {
  const result: Result = { tier, byEdges: [], byText: [], covered: [], before: [], after: [] };
  results.push(result);
  for (let n = 1; n <= Math.max(count, redact); n += 1) {
    const specimen = await makeSpecimen({ seed: `${values.seed}:${n}`, tier, ...groups }, regions);
    const { reading } = await read(specimen.jpeg);
    if (n <= count) {
      result.byEdges.push(await cornerError(specimen, reading));
      const { reading: byText } = await read(specimen.jpeg, new Set(['card-edges']));
      result.byText.push(await cornerError(specimen, byText));
    }
    if (n <= redact && reading?.outline) await judgeRedaction(result, specimen, reading);
  }
}

async function judgeRedaction(
  { covered, before, after }: Result,
  specimen: Awaited<ReturnType<typeof makeSpecimen>>,
  reading: Reading,
): Promise<void> {
  covered.push(...(await coverage(specimen, reading)));
  for (const { fields, jpeg } of await redactedCopies(specimen, reading)) {
    before.push(...foundIn(reading, fields, specimen.truth));
    const copy = await read(jpeg);
    after.push(...foundIn(copy.reading, fields, specimen.truth));
  }
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const known = (errors: readonly (number | null)[]) => errors.filter((error) => error !== null);
const mean = (errors: readonly number[]) =>
  errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length);
const at = (share: number, errors: readonly number[]) =>
  errors.toSorted((a, b) => a - b)[Math.min(errors.length - 1, Math.floor(share * errors.length))] ?? 0;

function cornersOf(tier: string, byEdges: readonly (number | null)[], byText: readonly (number | null)[]) {
  const errors = known(byEdges);
  return [
    tier,
    String(byEdges.length),
    String(errors.length),
    ...[mean(errors), median(errors), at(0.9, errors), mean(known(byText))].map(percent),
  ];
}

const all = <Key extends 'byEdges' | 'byText'>(key: Key) => results.flatMap((result) => result[key]);
printTable({
  title: "Corners, off from where they are drawn, in shares of the card's width",
  lines: [
    ['', 'cards', 'known', 'mean', 'median', '90 %', 'mean by text alone'],
    ...results.map(({ tier, byEdges, byText }) => cornersOf(tier, byEdges, byText)),
    ...(results.length > 1 ? [cornersOf('all', all('byEdges'), all('byText'))] : []),
  ],
});
/** Points on the edge of a letter's place are not its ink. */
const ALL_OF_IT = 0.97;
const isRead = ({ found }: Found) => found;
printTable({
  title: 'Redacted copies: half of the fields covered in one, the other half in another',
  lines: [
    ['', 'values', 'print covered, mean', 'least', 'read before', 'read of the copies'],
    ...results.map(({ tier, covered, before, after }) => [
      tier,
      String(before.length),
      percent(mean(covered.map(({ share }) => share))),
      percent(Math.min(1, ...covered.map(({ share }) => share))),
      String(before.filter(isRead).length),
      String(after.filter(isRead).length),
    ]),
  ],
});
for (const { tier, covered, after } of results) {
  for (const { field, share } of covered.filter(({ share }) => share < ALL_OF_IT)) {
    console.log(`${tier}: ${percent(share)} of a line of ${field} is covered`);
  }
  for (const { field } of after.filter(isRead))
    console.log(`${tier}: ${field} was read of a copy in which it is covered`);
}

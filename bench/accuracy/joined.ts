import { createJoiner, type JoinedReading } from '../../packages/browser/src/join/joiner.js';
import { GROUP_OPTIONS, GROUP_USAGE, type Groups, groupsOf } from '../../specimens/groups.js';
import { COVERS, type Cover } from '../../specimens/hide.js';
import { makeSpecimen } from '../../specimens/specimen.js';
import { checkInputOf, readingOfInput } from '../../src/library/check-input.js';
import { resultOf } from '../../src/library/read-result.js';
import { todayInJakarta } from '../../src/reading/clock.js';
import { loadRegions } from '../../src/regions/store.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { printTable } from '../support/table.js';
import { loadCardReader } from './card-reader.js';
import { SCORED, score } from './scoring.js';

const USAGE = `usage: npm run bench:joined -- [--count N] [--pictures N] [--seed TEXT] [--cover ${COVERS.join('|')}] ${GROUP_USAGE} [--errors]
  takes several pictures of each of N drawn cards, over which light wanders, reads them, and joins what they show as the camera's frames are joined`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    count: { type: 'string', default: '20' },
    pictures: { type: 'string', default: '5' },
    seed: { type: 'string', default: 'joined' },
    cover: { type: 'string', default: 'GLARE' },
    errors: { type: 'boolean', default: false },
    ...GROUP_OPTIONS,
  },
  valid: ({ values: { count, pictures, cover, seed: _, errors: __, ...groups } }) =>
    areCounts(count, pictures) && COVERS.includes(cover as Cover) && groupsOf(groups) !== null,
});

/** What is read after so many pictures of each card. */
interface Tally {
  /** Cards of which all was read. */
  complete: number;
  /** Fields that are told as whole and sure, and those of them that are not what is printed. */
  settled: number;
  wrong: number;
  /** Fields that are what is printed, sure or not. */
  right: number;
}

const count = Number(values.count);
const pictures = Number(values.pictures);
const groups = groupsOf(values) as Groups;
const cover = values.cover as Cover;
const checkContext = { regions: loadRegions(), today: todayInJakarta() };
const read = await loadCardReader([...SCORED, 'ISSUE_PLACE', 'ISSUE_DATE', 'IMAGE_QUALITY']);
const alone: Tally = { complete: 0, settled: 0, wrong: 0, right: 0 };
const joined = Array.from({ length: pictures }, (): Tally => ({ ...alone }));

for (let n = 1; n <= count; n += 1) {
  const card = `${values.seed}:${n}`;
  const joiner = createJoiner({ fields: SCORED });
  for (let k = 0; k < pictures; k += 1) {
    const seed = `${card}:${k}`;
    const { jpeg, truth } = await makeSpecimen(
      { seed, card, tier: 'mild', ...groups, hiding: { cover, heldOut: false } },
      checkContext.regions,
    );
    const { reading } = await read(jpeg);
    if (reading !== null) {
      const { fields } = resultOf(reading, checkContext, undefined);
      const { hints } = reading.quality!;
      const seen = { fields, checkInput: checkInputOf(reading), imageQuality: { hints } };
      joiner.add(seen);
      const single = createJoiner({ fields: SCORED });
      single.add(seen);
      note(alone, single.reading, truth.fields, null);
    }
    note(joined[k]!, joiner.reading, truth.fields, `${n} after ${k + 1}`);
  }
}

function note(
  tally: Tally,
  reading: JoinedReading | null,
  printed: Parameters<typeof score>[0],
  name: string | null,
): void {
  if (reading === null) return;
  const lacking = new Set(reading.missing.map(({ name }) => name));
  if (lacking.size === 0) tally.complete += 1;
  for (const { field, exact, printed: want, read: got, confidence } of score(
    printed,
    readingOfInput(reading.checkInput),
    checkContext,
  )) {
    if (exact) tally.right += 1;
    if (lacking.has(field)) continue;
    tally.settled += 1;
    if (exact) continue;
    tally.wrong += 1;
    if (name !== null && values.errors) {
      console.log(`${name} ${field}: "${want}" read "${got}" at ${confidence?.toFixed(2)}`);
    }
  }
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
const row = (title: string, { complete, settled, wrong, right }: Tally, cards: number) => [
  title,
  percent(complete, cards),
  percent(right, cards * SCORED.length),
  percent(settled, cards * SCORED.length),
  `${wrong} of ${settled}`,
];
printTable({
  title: `${count} cards, ${pictures} pictures of each, ${cover} somewhere else in each`,
  lines: [
    ['', 'cards complete', 'fields right', 'fields sure', 'sure and wrong'],
    row('one picture alone', alone, count * pictures),
    ...joined.map((tally, k) => row(`${k + 1} joined`, tally, count)),
  ],
});

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadCardReader } from '../bench/accuracy/card-reader.js';
import { score } from '../bench/accuracy/scoring.js';
import { coveredCards, drawnCards, type Sample } from '../bench/accuracy/sources.js';
import { areCounts, commandLine } from '../bench/support/command-line.js';
import { GROUP_OPTIONS, GROUP_USAGE, type Groups, groupsOf } from '../specimens/groups.js';
import { COVERS, type Seen } from '../specimens/hide.js';
import { TIERS } from '../specimens/shot.js';
import { CALIBRATION } from '../src/engine/embedded/decoding/calibration.js';
import type { Curve } from '../src/engine/embedded/decoding/curve.js';
import type { Values } from '../src/engine/embedded/decoding/decode-card.js';
import { KINDS, type Kind, templateOf } from '../src/engine/embedded/template.js';
import type { FieldName } from '../src/ktp/field.js';
import { todayInJakarta } from '../src/reading/clock.js';
import { loadRegions } from '../src/regions/store.js';
import { fitCurve, type Observation } from './logistic.js';

/** Fewer values that were read wrongly say little of how sure others may be: the curve of such a kind stays as it is. */
const LEAST_WRONG = 3;
const USAGE = `usage: npm run calibrate -- [--count N] [--seed TEXT] [--hidden N] ${GROUP_USAGE} [--dry]
  Fits the embedded engine's confidences to how often it is right on drawn cards, N of each tier, and writes them down.
  A kind of value of which fewer than ${LEAST_WRONG} were wrong keeps its curve.
  --hidden adds N cards under each kind of cover, of whose values those count that are wholly in sight.
  Fonts are the held-out ones where nothing else is said. --dry prints the fit and leaves the file alone.`;
const FILE = fileURLToPath(new URL('../src/engine/embedded/decoding/calibration.ts', import.meta.url));

const { values } = commandLine({
  usage: USAGE,
  options: {
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: 'calibration' },
    hidden: { type: 'string', default: '0' },
    ...GROUP_OPTIONS,
    dry: { type: 'boolean', default: false },
  },
  valid: ({ values: { count, hidden, ...groups } }) =>
    groupsOf(groups) !== null && areCounts(count) && (hidden === '0' || areCounts(hidden)),
});
const groups = groupsOf({ ...values, fonts: values.fonts ?? 'held-out' }) as Groups;
const count = Number(values.count);

const circumstances = { regions: loadRegions(), today: todayInJakarta() };
let decoded: Values['fields'] = {};
const read = await loadCardReader(undefined, {
  onValues: ({ fields }) => {
    decoded = fields;
  },
});
const observed = Object.fromEntries(KINDS.map((kind) => [kind, []])) as unknown as Record<
  Kind,
  Observation[]
>;
const wish = { tiers: TIERS, count, seed: values.seed, ...groups };
for await (const card of drawnCards(wish, circumstances.regions)) await observe(card);
const covering = {
  covers: COVERS,
  count: Number(values.hidden),
  seed: values.seed,
  heldOut: false,
  ...groups,
};
for await (const card of coveredCards(covering, circumstances.regions)) await observe(card, card.seenOf);

const curves = KINDS.map((kind) => {
  const wrong = observed[kind].filter(({ right }) => !right).length;
  const isKept = wrong < LEAST_WRONG;
  const curve = isKept ? CALIBRATION[kind] : fitCurve(observed[kind]);
  const { offset, slope, clarity } = curve;
  console.log(
    `${kind.padEnd(8)} ${String(observed[kind].length).padStart(6)} values, ${String(wrong).padStart(4)} wrong: ${isKept ? 'kept' : 'fitted'}, offset ${offset}, slope ${slope}, clarity ${clarity}`,
  );
  return [kind, curve] as const;
});
if (!values.dry) writeFileSync(FILE, source(curves));

/** Takes note of the card's values that are wholly in sight and as sure as what speaks for them makes them. */
async function observe({ bytes, fields }: Sample, seenOf: (field: FieldName) => Seen = () => 'WHOLE') {
  decoded = {};
  const { reading } = await read(bytes);
  for (const { field, exact } of score(fields, reading, circumstances)) {
    const grounds = decoded[field]?.grounds;
    if (!grounds || seenOf(field) !== 'WHOLE') continue;
    observed[templateOf(field).kind].push({ ...grounds, right: exact });
  }
}

function source(fitted: readonly (readonly [Kind, Curve])[]): string {
  const { fonts, camera, layout } = groups;
  return `import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by \`npm run calibrate -- --count ${count} --hidden ${values.hidden} --seed ${values.seed} --fonts ${fonts} --camera ${camera} --layout ${layout}\`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
${fitted.map(([kind, { offset, slope, clarity }]) => `  ${kind}: { offset: ${offset}, slope: ${slope}, clarity: ${clarity} },`).join('\n')}
};
`;
}

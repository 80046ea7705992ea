import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { score } from '../bench/accuracy/scoring.js';
import { coveredCards, drawnCards, type Sample } from '../bench/accuracy/sources.js';
import { areCounts, commandLine } from '../bench/support/command-line.js';
import { GROUP_OPTIONS, GROUP_USAGE, type Groups, groupsOf } from '../specimens/groups.js';
import { COVERS, type Seen } from '../specimens/hide.js';
import { TIERS } from '../specimens/shot.js';
import { evidenceOf } from '../src/engine/embedded/decoding/confidence.js';
import type { Curve } from '../src/engine/embedded/decoding/curve.js';
import { SET_CONFIDENCES } from '../src/engine/embedded/decoding/decode-card.js';
import { createEmbeddedEngine } from '../src/engine/embedded/engine.js';
import { KINDS, type Kind, templateOf } from '../src/engine/embedded/template.js';
import { OcrKtpError } from '../src/engine/errors.js';
import { probe } from '../src/engine/image/probe.js';
import { ALL_FIELDS, type FieldName } from '../src/ktp/field.js';
import { todayInJakarta } from '../src/reading/clock.js';
import { loadRegions } from '../src/regions/store.js';
import { fitCurve, type Observation } from './logistic.js';

const USAGE = `usage: npm run calibrate -- [--count N] [--seed TEXT] [--hidden N] ${GROUP_USAGE} [--dry]
  Fits the embedded engine's confidences to how often it is right on drawn cards, N of each tier, and writes them down.
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
const engine = createEmbeddedEngine({ threads: 1 });
await engine.ready();
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
await engine.close();

const curves = KINDS.map((kind) => [kind, fitCurve(observed[kind])] as const);
for (const [kind, { offset, slope }] of curves) {
  const wrong = observed[kind].filter(({ right }) => !right).length;
  console.log(
    `${kind.padEnd(8)} ${String(observed[kind].length).padStart(6)} values, ${String(wrong).padStart(4)} wrong: offset ${offset}, slope ${slope}`,
  );
}
if (!values.dry) writeFileSync(FILE, source(curves));

/** Takes note of the card's values that are wholly in sight and as sure as the evidence makes them. */
async function observe({ bytes, fields }: Sample, seenOf: (field: FieldName) => Seen = () => 'WHOLE') {
  for (const { field, exact, confidence } of score(fields, await read(bytes), circumstances)) {
    if (confidence === null || SET_CONFIDENCES.has(confidence) || seenOf(field) !== 'WHOLE') continue;
    observed[templateOf(field).kind].push({ evidence: evidenceOf(field, confidence), right: exact });
  }
}

async function read(bytes: Buffer) {
  try {
    return await engine.read(await probe({ bytes, cut: false }), ALL_FIELDS, new AbortController().signal);
  } catch (error) {
    if (error instanceof OcrKtpError) return null;
    throw error;
  }
}

function source(fitted: readonly (readonly [Kind, Curve])[]): string {
  const { fonts, camera, layout } = groups;
  return `import type { Kind } from '../template.js';
import type { Curve } from './curve.js';

/** Written by \`npm run calibrate -- --count ${count} --hidden ${values.hidden} --seed ${values.seed} --fonts ${fonts} --camera ${camera} --layout ${layout}\`. */
export const CALIBRATION: Readonly<Record<Kind, Curve>> = {
${fitted.map(([kind, { offset, slope }]) => `  ${kind}: { offset: ${offset}, slope: ${slope} },`).join('\n')}
};
`;
}

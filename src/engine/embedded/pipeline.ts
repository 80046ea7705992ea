import { FIELD_NAMES, type FieldName, mayBeBlank } from '../../ktp/field.js';
import type { RegionTable } from '../../regions/region.js';
import type { QualityThresholds } from '../image/quality.js';
import type { Picture } from '../image/raster.js';
import type { Outcome } from '../outcome.js';
import type { Wanted } from '../reading.js';
import { decodeCard, type Values } from './decoding/decode-card.js';
import { type TextDetector, textDetector } from './detection/text-detector.js';
import { WITHOUT_NONE, type Without } from './heuristics.js';
import type { DecodedPicture } from './image/decoded-picture.js';
import type { Box } from './image/geometry.js';
import type { View } from './image/view.js';
import { readBloodType } from './layout/blood-type.js';
import { chooseBoxes, hasHead, mostTelling, suffices } from './layout/box-selection.js';
import { areaAroundNik, closerArea } from './layout/card-area.js';
import { cardFrame } from './layout/card-frame.js';
import type { Found } from './layout/found.js';
import { isCard } from './layout/is-card.js';
import { type Layout, layOut } from './layout/layout.js';
import { readOverPhoto } from './layout/photo-edge.js';
import { ALPHABET } from './models/alphabet.js';
import type { Network } from './models/network.js';
import { outlineOf } from './outline/card-outline.js';
import { qualityOf, type Sent } from './quality/card-quality.js';
import { lineReader, type ReadBox } from './recognition/line-reader.js';
import { withReread } from './recognition/reread.js';
import { printedLine, type TextLine } from './recognition/text-line.js';
import { closeUp, type Located, locate, placesIn, throughHaze } from './rectification/locate.js';
import { inMirror, isMirrored } from './rectification/mirror.js';
import type { Boxed } from './rectification/turn.js';
import { toReading } from './to-reading.js';
import { sightsOf } from './visibility/field-visibility.js';
import { hiddenFinder } from './visibility/hidden-print.js';
import { Exhausted, type Work, workFor } from './work-budget.js';

const NO_CARD = 'No KTP was found in the picture.';
/** A field with a lower confidence than this may be wrong, so hints about the picture are given. */
const SURE = 0.8;
/** Lines with a lower mean confidence than this are seldom print, but grain, stripes or an edge. */
const LEAST_SURE = 0.6;
/** Clarity from which on print has its own shape. 103 of 107 drawn cards had it. */
const CLEAR = 0.9;
/** Clarity from which on print is not mirrored: of 32 mirrored drawn cards none had it. */
const NOT_MIRRORED = 0.95;
/** Where there are more boxes than these, there is other print. */
const BOXES_OF_A_CARD = 40;
/** Of the boxes of a glance among other print, so many must be legible: else the place is not upright, or shows the other print. */
const LEGIBLE = 0.4;
/** So many boxes are read to see whether print is mirrored. */
const TELLING_OF_MIRROR = 3;

/** The networks that a card is read with. */
export interface Networks {
  /** Finds lines of text, and which way a card is turned. */
  readonly detector: Network;
  /** Reads a line of text: CTC over `ALPHABET`. */
  readonly reader: Network;
  /** Finds what of a card's print is hidden. */
  readonly visibility: Network;
}

export interface PipelineRequest extends Sent {
  /** What to read. The rest may be left out, which saves time. */
  readonly wanted: readonly Wanted[];
  readonly thresholds: QualityThresholds;
  /** Called before each step; if true, the reading throws `Cancelled`. */
  readonly isCancelled: () => boolean;
  /** Heuristics to leave out, for the bench's ablations. */
  readonly without?: Without;
  /** Is given the decoded values. Only the calibration looks at them. */
  readonly onValues?: (values: Values) => void;
}

/** One reading: what is asked for, and how much work it has used. */
interface Task {
  readonly wanted: ReadonlySet<FieldName>;
  readonly work: Work;
  /** The detector; each call is counted in `work`. */
  readonly look: TextDetector;
  readonly without: Without;
}

/** The lines of a view, and their layout as a card. */
interface Read {
  readonly lines: readonly TextLine[];
  readonly layout: Layout;
}

/** A few lines of a place, read to see how clear its print is. */
interface Glance {
  readonly boxes: readonly Box[];
  readonly lines: readonly TextLine[];
  /** Mean confidence of the characters, 0 to 1. */
  readonly clarity: number;
  /** Whether one of them is a NIK. */
  readonly showsNik: boolean;
}

const NO_GLANCE: Glance = { boxes: [], lines: [], clarity: 0, showsNik: false };

/** A place where a card may lie, and a glance at it. */
interface Candidate {
  readonly located: Located;
  readonly glance: Glance;
}

/** Reads a decoded picture; the outcome is `no-card` if no card was found in it. */
export type Pipeline = (
  picture: DecodedPicture,
  request: PipelineRequest,
) => Promise<Extract<Outcome, { readonly kind: 'reading' | 'no-card' }>>;

/**
 * Puts the stages of a reading together, in their order. The networks, the decoded picture and the regions are arguments, so that the
 * same code runs in Node and in browsers.
 */
export function createPipeline(networks: Networks, regions: RegionTable): Pipeline {
  const detect = textDetector(networks.detector);
  const findHidden = hiddenFinder(networks.visibility);
  const readOnce = lineReader(networks.reader);
  const readWell = withReread(readOnce, ALPHABET);

  async function readBoxes(
    view: View,
    boxes: readonly Box[],
    { work, without }: Task,
  ): Promise<readonly TextLine[]> {
    const recognise = without.has('reread') ? readOnce : readWell;
    const least = without.has('clear-lines') ? 0 : LEAST_SURE;
    const lines = (await recognise(view, boxes, work)).map(lineOf);
    return lines.filter((line) => clarityOf([line]) > least);
  }

  async function readLines({ view, boxes }: Located, task: Task, glance: Glance = NO_GLANCE): Promise<Read> {
    const { first, rest } = chooseBoxes(boxes, task.wanted);
    const unread = first.filter((box) => !glance.boxes.includes(box));
    const lines = [...glance.lines, ...(await readBoxes(view, unread, task))];
    const layout = layOut(lines, task.without);
    if (rest.length === 0 || suffices(layout, task.wanted)) return { lines, layout };
    const all = [...lines, ...(await readBoxes(view, rest, task))];
    return { lines: all, layout: layOut(all, task.without) };
  }

  async function glanceAt({ view, boxes }: Boxed, task: Task): Promise<Glance> {
    const longest = mostTelling(chooseBoxes(boxes, task.wanted).first);
    const lines = await readBoxes(view, longest, task);
    const showsNik = areaAroundNik(lines, null) !== null;
    return { boxes: longest, lines, clarity: clarityOf(lines), showsNik };
  }

  async function showsMirrored({ located, glance }: Candidate, task: Task): Promise<boolean> {
    if (glance.clarity >= NOT_MIRRORED) return false;
    const telling = mostTelling(located.boxes, TELLING_OF_MIRROR);
    return isMirrored({ view: located.view, boxes: telling }, async ({ view, boxes }) =>
      (await readOnce(view, boxes, task.work)).map((read) => clarityOf([lineOf(read)])),
    );
  }

  async function* candidatesIn(place: View, mirrored: boolean, task: Task): AsyncGenerator<Candidate> {
    for await (const located of locate(place, mirrored, task.look, task.without)) {
      yield { located, glance: await glanceAt(located, task) };
    }
  }

  /** Where a card may lie: in the whole picture, then in its parts; first in a mirror, if print is clearer there. */
  async function* candidates(picture: Picture, task: Task): AsyncGenerator<Candidate> {
    for (const place of placesIn(picture)) {
      let isFirst = true;
      for await (const candidate of candidatesIn(place, false, task)) {
        if (isFirst && (await showsMirrored(candidate, task))) {
          yield* candidatesIn(inMirror({ view: place, boxes: [] }).view, true, task);
        }
        isFirst = false;
        yield candidate;
      }
    }
  }

  /** What was read of a place. Among other print, a glance that shows a NIK is enough to look closer at its card, and too little to be one. */
  async function* readings(located: Located, task: Task, glance: Glance): AsyncGenerator<Read> {
    if (located.crowded && glance.showsNik) yield { lines: glance.lines, layout: layOut([], task.without) };
    yield await readLines(located, task, glance);
  }

  /** Finds the card of a picture; null if there is none, or if the budget of work was used up before. */
  async function find(picture: Picture, task: Task): Promise<Found | null> {
    let clearest = 0;
    let nikSeen = false;
    let card: Found | null = null;
    try {
      for await (const { located, glance } of candidates(picture, task)) {
        if (glance.clarity < clearest) continue;
        if (!task.without.has('other-print') && isOther(located, glance)) continue;
        if (glance.showsNik && !nikSeen) task.work.finds();
        nikSeen ||= glance.showsNik;
        let clarity = 0;
        for await (const read of readings(located, task, glance)) {
          for await (const found of looks(located, read, task)) {
            if (!isCard(found.layout)) continue;
            if (card === null) task.work.finds();
            card = found;
          }
          if (card !== null) return card;
          clarity = clarityOf(read.lines);
        }
        clearest = Math.max(clearest, clarity);
      }
    } catch (error) {
      if (!(error instanceof Exhausted)) throw error;
    }
    return card;
  }

  /** Yields the card as it was found, and again after each closer look. The caller keeps the last one. */
  async function* looks(located: Located, { lines, layout }: Read, task: Task): AsyncGenerator<Found> {
    const frame = frameOf(layout);
    const asFound = { located, layout, stretch: frame?.stretch ?? 1 };
    yield asFound;
    // What reads clearly has its shape, and in a crowded view rows may be of other print.
    const tellsShape = clarityOf(lines) < CLEAR && !located.crowded;
    const aroundNik = areaAroundNik(lines, tellsShape ? layout.pitch : null);
    const nearer = await closer(asFound, closerArea(located, lines, aroundNik, frame), task);
    yield nearer;
    if (!isCard(nearer.layout)) return;
    const clear = await clearer(nearer, task);
    yield clear;
    yield await further(clear, task);
  }

  /** Detects and reads the area of the card again, enlarged and undistorted. Returns the card as it was found if that shows less. */
  async function closer(found: Found, area: ReturnType<typeof closerArea>, task: Task): Promise<Found> {
    if (area === null || task.without.has('close-up')) return found;
    const near = await closeUp(found.located, area, task.look, task.without);
    const { layout } = await readLines(near, task);
    return shows(layout, found.layout) ? { ...found, located: near, layout } : found;
  }

  /** If header or NIK are not complete, detects and reads again with even contrast, for pictures that are pale from haze. */
  async function clearer(found: Found, task: Task): Promise<Found> {
    // Among other print, what evens contrast brings out more of that than of the card.
    if (hasHead(found.layout, task.wanted) || found.located.crowded || task.without.has('haze')) return found;
    const located = await throughHaze(found.located, task.look);
    const { layout } = await readLines(located, task);
    return isCard(layout) && lettersIn(layout) > lettersIn(found.layout)
      ? { ...found, located, layout }
      : found;
  }

  /** Reads on where a value may be longer, or was overlooked. */
  async function further(found: Found, task: Task): Promise<Found> {
    const read = async (box: Box) => {
      const [line] = await readBoxes(found.located.view, [box], task);
      return line;
    };
    let { layout } = found;
    if (!task.without.has('over-photo')) layout = await readOverPhoto(layout, read);
    if (task.wanted.has('BLOOD_TYPE') && !task.without.has('blood-beside'))
      layout = await readBloodType(layout, read);
    return { ...found, layout };
  }

  async function sightsIn({ located, layout }: Found, { wanted, without }: Task) {
    const frame = frameOf(layout);
    if (wanted.size === 0 || without.has('visibility-map')) return {};
    return sightsOf(layout, wanted, frame, await findHidden(located.view, frame), regions, without);
  }

  return async (picture, request) => {
    const work = workFor(request.isCancelled);
    const look: TextDetector = (view, scale, even) => {
      work.detects(scale);
      return detect(view, scale, even);
    };
    const wanted = new Set(FIELD_NAMES.filter((name) => request.wanted.includes(name)));
    const { without = WITHOUT_NONE } = request;
    const task = { wanted, work, look, without };
    const found = await find(picture, task);
    if (found === null) {
      return { kind: 'no-card', message: NO_CARD, quality: qualityOf(request, picture, null) };
    }
    const { located, layout } = found;
    const sights = await sightsIn(found, task);
    const values = decodeCard(layout, wanted, regions, sights, without);
    request.onValues?.(values);
    const quality = request.wanted.includes('IMAGE_QUALITY')
      ? qualityOf(request, picture, found, isLegible(values, wanted))
      : null;
    const outline = request.wanted.includes('OUTLINE')
      ? outlineOf(located.view, layout, frameOf(layout), without)
      : null;
    const { damaged } = picture;
    return { kind: 'reading', reading: toReading({ located, values, sights, outline, quality, damaged }) };
  };
}

/** Whether a glance at a place among other print shows that its text is not to be read: little of it is legible, and that is not clear. */
function isOther({ boxes }: Located, { boxes: seen, lines, clarity, showsNik }: Glance): boolean {
  const isLegible = showsNik || lines.length >= LEGIBLE * seen.length || clarity >= CLEAR;
  return boxes.length > BOXES_OF_A_CARD && !isLegible;
}

/** Whether all wanted fields were read with enough confidence. Fields that may be blank do not count if nothing was read. */
function isLegible({ fields }: Values, wanted: ReadonlySet<FieldName>): boolean {
  const isRead = (name: FieldName) => {
    const value = fields[name];
    return value === undefined ? mayBeBlank(name) : value.confidence >= SURE;
  };
  return wanted.size > 0 && [...wanted].every(isRead);
}

/** Whether a closer look shows more than the first one: more rows with labels, or more letters. A look at a wrong area shows less. */
function shows(near: Layout, far: Layout): boolean {
  if (!isCard(far)) return true;
  return isCard(near) && (near.witnessed.size >= far.witnessed.size || lettersIn(near) >= lettersIn(far));
}

function lettersIn({ fields }: Layout): number {
  return Object.values(fields).reduce((sum, { text }) => sum + text.length, 0);
}

function frameOf({ columns, rows }: Layout) {
  return cardFrame(columns, rows.first, rows.last);
}

function lineOf({ box, posteriors }: ReadBox): TextLine {
  return printedLine(box, { posteriors, width: posteriors.steps, alphabet: ALPHABET });
}

/** Mean confidence of all characters, 0 to 1. Print that is upside down or mirrored has less. */
function clarityOf(lines: readonly TextLine[]): number {
  return mean(lines.flatMap(({ glyphs }) => glyphs.map(({ confidence }) => confidence)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

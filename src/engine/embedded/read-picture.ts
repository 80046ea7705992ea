import { readFile } from 'node:fs/promises';
import { FIELD_NAMES, type FieldName } from '../../ktp/field.js';
import { loadRegions } from '../../regions/store.js';
import type { BoundingBox, Evidence, Reading } from '../engine.js';
import { ImageInvalidFormatError } from '../errors.js';
import type { ImageQuality } from '../image/quality.js';
import { areaAroundNik, type CardArea } from './card-area.js';
import { qualityOf } from './card-quality.js';
import { decode } from './decode.js';
import { decodeCard, type Values } from './decoding/decode-card.js';
import { textDetector } from './detect.js';
import type { Area } from './field-text.js';
import { apply, type Box, compose, invert } from './geometry.js';
import { isCard } from './is-card.js';
import { layOut } from './layout.js';
import { printedLine, type TextLine } from './line.js';
import { closeUp, type Located, locate } from './locate.js';
import type { ReadAnswer, ReadRequest } from './message.js';
import { ALPHABET, type ModelFiles } from './models.js';
import { pyramidOf } from './raster.js';
import { lineReader } from './recognise.js';
import { loadRuntime, type RuntimeName } from './runtime.js';
import { withSecondLook } from './second-look.js';
import { loadNetwork } from './session.js';
import type { View } from './view.js';
import { chooseBoxes, suffices } from './which-boxes.js';

/** Loads the networks and gives back the function that reads one picture with them. */
export async function loadReader(
  files: ModelFiles,
  name?: RuntimeName,
): Promise<(request: ReadRequest) => Promise<ReadAnswer>> {
  const { runtime } = await loadRuntime(name);
  const load = async (file: string) => loadNetwork(runtime, await readFile(file));
  const detect = textDetector(await load(files.detector));
  const regions = loadRegions();
  const recognise = withSecondLook(lineReader(await load(files.reader)), ALPHABET);

  async function readBoxes(
    view: View,
    boxes: readonly Box[],
    stop: () => void,
  ): Promise<readonly TextLine[]> {
    const read = await recognise(view, boxes, stop);
    return read
      .map(({ box, posteriors }) =>
        printedLine(box, { posteriors, width: posteriors.steps, alphabet: ALPHABET }),
      )
      .filter(({ glyphs }) => mean(glyphs.map(({ confidence }) => confidence)) > LEAST_SURE);
  }

  async function linesIn(
    { view, boxes }: Located,
    wanted: ReadonlySet<FieldName>,
    stop: () => void,
  ): Promise<readonly TextLine[]> {
    const { first, rest } = chooseBoxes(boxes, wanted);
    const lines = await readBoxes(view, first, stop);
    if (rest.length === 0 || suffices(layOut(lines), wanted)) return lines;
    return [...lines, ...(await readBoxes(view, rest, stop))];
  }

  return async (request) => {
    const stop = () => {
      if (Atomics.load(request.cancelled, 0) !== 0) throw new Cancelled();
    };
    const wanted = new Set(request.wanted.filter((each) => each !== 'IMAGE_QUALITY'));
    const withQuality = request.wanted.includes('IMAGE_QUALITY');
    try {
      const raster = await decode(request.bytes, request.mimeType);
      stop();
      for await (const found of locate(pyramidOf(raster), detect)) {
        stop();
        let located = found;
        let lines = await linesIn(located, wanted, stop);
        const area = areaAroundNik(lines);
        if (area !== null && needsCloseUp(located.view, area)) {
          located = await closeUp(located, area, detect);
          lines = await linesIn(located, wanted, stop);
        }
        const layout = layOut(lines);
        if (isCard(layout)) {
          const quality = withQuality ? qualityOf(request, raster, { located, layout }) : null;
          const values = decodeCard(layout, wanted, regions);
          return { kind: 'reading', reading: reading(values, located, quality, raster.damaged) };
        }
      }
      return { kind: 'no-card', quality: qualityOf(request, raster, null) };
    } catch (error) {
      if (error instanceof Cancelled) return { kind: 'cancelled' };
      if (error instanceof ImageInvalidFormatError) return { kind: 'undecodable', message: error.message };
      throw error;
    }
  };
}

/** What is read with less than this is seldom print: grain, stripes, an edge. */
const LEAST_SURE = 0.6;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

class Cancelled extends Error {}

/** A card is worth another look that takes less of the view than this, or whose NIK falls by more radians than these. */
const SMALL_SHARE = 0.5;
const ASKEW = 0.035;

function needsCloseUp(view: View, { toView, width, height }: CardArea): boolean {
  const falling = Math.atan2(toView[3], toView[0]);
  return Math.abs(falling) > ASKEW || width * height < SMALL_SHARE * view.width * view.height;
}

/** Of a damaged picture: pieces of print lie where they do not belong, and a word that lost its beginning reads as clearly as a whole one. */
const MOST_SURE_OF_DAMAGED = 0.9;

function reading(
  values: Values,
  { view, upright }: Located,
  quality: ImageQuality | null,
  damaged: boolean,
): Reading {
  const evidence: Partial<Record<FieldName, Evidence>> = {};
  for (const name of FIELD_NAMES) {
    const value = values.fields[name];
    if (value === undefined) continue;
    const { text, area } = value;
    const confidence = damaged ? Math.min(value.confidence, MOST_SURE_OF_DAMAGED) : value.confidence;
    evidence[name] = { text, confidence, boundingBox: boxIn(upright, view, area) };
  }
  return {
    engine: 'EMBEDDED',
    pricing: 'FREE',
    transactionId: null,
    raw: values.raw,
    issue: { place: evidence.ISSUE_PLACE?.text ?? null, date: evidence.ISSUE_DATE?.text ?? null },
    evidence,
    turnedDegrees: quartersOf(upright) * 90,
    nikAsRead: values.nikAsRead,
    nikRunnerUp: values.nikRunnerUp,
    damaged,
    quality,
  };
}

/** How many quarters clockwise a picture was turned to be seen as this. */
function quartersOf({ toPicture }: View): number {
  return (Math.round(Math.atan2(-toPicture[3], toPicture[0]) / (Math.PI / 2)) + 4) % 4;
}

/** An area of one view as shares of another's sides. */
function boxIn(target: View, view: View, { left, top, right, bottom }: Area): BoundingBox {
  const map = compose(invert(target.toPicture), view.toPicture);
  const corners = [
    apply(map, left, top),
    apply(map, right, top),
    apply(map, left, bottom),
    apply(map, right, bottom),
  ];
  const xs = corners.map(({ x }) => share(x / target.width));
  const ys = corners.map(({ y }) => share(y / target.height));
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}

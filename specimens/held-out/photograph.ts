import type { Canvas } from '@napi-rs/canvas';
import type { Sharp } from 'sharp';
import { type Photograph, quarterTurned } from '../photograph.js';
import type { Random } from '../random.js';
import type { Capture } from './capture.js';
import { expose } from './expose.js';
import { throughLens } from './focus.js';
import { through } from './medium.js';
import { overlay } from './overlay.js';
import { placeCard } from './place.js';
import { process } from './processing.js';
import { pictureOf, sceneOf } from './raw.js';
import { paintScenery } from './scenery.js';
import { send } from './sending.js';
import { sense } from './sensor.js';

/** A lens that distorts sees beyond the picture's sides. */
const BEYOND = 1.2;

/** Takes a picture of a card with the held-out camera. */
export async function photographHeldOut(card: Canvas, capture: Capture, random: Random): Promise<Photograph> {
  const place = placeCard(capture, random);
  const flat = await through(card, capture.medium, random);
  const seen = await sceneOf(atSize(pictureOf(flat), capture.cardWidth));
  const [wide, high] = [place.width, place.height].map((side) => Math.round(side * BEYOND)) as [
    number,
    number,
  ];
  const scenery = paintScenery(wide, high, capture.scenery, random);
  const exposed = expose(scenery, seen, place, capture, random);
  const focused = await throughLens(exposed, capture, random);
  sense(focused, capture, random);
  const processed = await process(focused, capture);
  const { scene, origin } =
    capture.overlay === null
      ? { scene: processed, origin: { x: 0, y: 0 } }
      : overlay(processed, capture.overlay, random);
  const { jpeg, width, height } = await send(scene, capture);
  const shown = turnedSize(scene.width, scene.height, capture.quarters);
  const at = (u: number, v: number) => {
    const { x, y } = place.toPicture(u, v);
    const stored = quarterTurned(
      { x: x + origin.x, y: y + origin.y },
      capture.quarters,
      scene.width,
      scene.height,
    );
    return { x: (stored.x * width) / shown.width, y: (stored.y * height) / shown.height };
  };
  return { jpeg, at, hiddenAt: () => 'CLEAR', corners: [at(0, 0), at(1, 0), at(1, 1), at(0, 1)] };
}

/** Near its final size, so that sampling it point by point leaves nothing out. */
function atSize(picture: Sharp, width: number): Sharp {
  return picture.resize(width, null, { kernel: 'mks2013' });
}

function turnedSize(width: number, height: number, quarters: number): { width: number; height: number } {
  return quarters % 2 === 0 ? { width, height } : { width: height, height: width };
}

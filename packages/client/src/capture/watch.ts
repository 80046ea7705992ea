import type { Camera } from './camera.js';
import { type Judgement, judge } from './judge.js';

/** Between two looks at what the camera sees, so that a phone does something else as well. */
const EVERY_MS = 120;
/** How long the picture must be good before it is taken. */
const STEADY_MS = 500;
/** And how often it must have been found so, on a machine that looks less often. */
const STEADY_LOOKS = 3;

export interface Watcher {
  /** Told of every look. */
  readonly onLook: (judgement: Judgement) => void;
  /** Called when the picture was good for half a second; the look that it was found so at is what `Camera.save` saves. */
  readonly onSteady: () => void;
}

/**
 * Looks at what the camera sees, several times a second while the page is seen.
 * @returns what ends it
 */
export function watch(camera: Camera, { onLook, onSteady }: Watcher): () => void {
  let goodSince: number | null = null;
  let looks = 0;
  let timer = setTimeout(look, EVERY_MS);

  function look(): void {
    timer = setTimeout(look, EVERY_MS);
    if (document.hidden || camera.size.width === 0) return;
    const now = performance.now();
    const judgement = judge(camera.grab(), camera.guide.frame.width);
    onLook(judgement);
    if (judgement.hints.length > 0) {
      goodSince = null;
      looks = 0;
      return;
    }
    goodSince ??= now;
    looks += 1;
    if (looks >= STEADY_LOOKS && now - goodSince >= STEADY_MS) {
      goodSince = null;
      looks = 0;
      onSteady();
    }
  }

  return () => clearTimeout(timer);
}

import type { Page } from 'playwright-core';
import { cardOf } from './fake-camera.js';

/** Pixels, as cameras give them: of a desk, and of a phone that is held upright. */
export const CAMERAS = {
  desk: { width: 1920, height: 1080, cardWidth: 960 },
  phone: { width: 1080, height: 1920, cardWidth: 880 },
} as const;

/** Where a lamp is seen on a card, in shares of its sides. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What the page's camera shows. */
export interface CameraGlobals {
  camera: {
    /** The card of the fixtures that lies there; null for an empty table. */
    card: string | null;
    spots: readonly Spot[];
    /** Tracks that nobody stopped. */
    readonly live: number;
  };
}

/** Puts a camera into a page that sees cards of the fixtures on a table, in a hand that is not quite still, and lamps on them. */
export async function installCamera(
  page: Page,
  names: readonly string[],
  kind: keyof typeof CAMERAS,
): Promise<void> {
  const { cardWidth } = CAMERAS[kind];
  const cards: [string, string][] = [];
  for (const person of names) {
    cards.push([person, (await cardOf({ person, cardWidth }, `camera ${person}`)).toString('base64')]);
  }
  await page.evaluate(
    async ([drawn, { width, height }]) => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width, height });
      const pen = canvas.getContext('2d')!;
      const pictures = new Map<string, ImageBitmap>();
      for (const [name, base64] of drawn) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        pictures.set(name, await createImageBitmap(new Blob([bytes], { type: 'image/png' })));
      }
      const tracks: MediaStreamTrack[] = [];
      const camera = {
        card: drawn[0]![0] as string | null,
        spots: [] as Spot[],
        get live() {
          return tracks.filter(({ readyState }) => readyState === 'live').length;
        },
      };
      let n = 0;
      const draw = () => {
        n += 1;
        pen.fillStyle = '#5f5143';
        pen.fillRect(0, 0, width, height);
        const picture = camera.card === null ? undefined : pictures.get(camera.card);
        if (picture === undefined) return;
        const left = (width - picture.width) / 2 + 3 * Math.sin(n);
        const top = (height - picture.height) / 2 + 3 * Math.cos(1.7 * n);
        pen.drawImage(picture, left, top);
        for (const { x, y } of camera.spots) {
          const [cx, cy] = [left + x * picture.width, top + y * picture.height];
          const light = pen.createRadialGradient(cx, cy, 60, cx, cy, 150);
          light.addColorStop(0, '#fff');
          light.addColorStop(1, '#fff0');
          pen.fillStyle = light;
          pen.fillRect(cx - 150, cy - 150, 300, 300);
        }
      };
      draw();
      setInterval(draw, 150);
      navigator.mediaDevices.getUserMedia = async () => {
        const stream = canvas.captureStream(10);
        tracks.push(...stream.getTracks());
        return stream;
      };
      Object.assign(globalThis, { camera });
    },
    [cards, CAMERAS[kind]] as const,
  );
}

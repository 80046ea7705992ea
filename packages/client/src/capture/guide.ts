import { ASPECT, type Point } from './find-card.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

/** Of what is seen, how much the frame takes at most. */
const OF_WIDTH = 0.88;
const OF_HEIGHT = 0.62;
/** Around the frame so much of its sides is looked at, and photographed: nobody holds a card to the pixel. */
const AROUND = 0.1;

/** In pixels of the video. */
export interface Guide {
  /** The frame that the card is to fill. */
  readonly frame: Rectangle;
  /** The frame and what is around it. */
  readonly region: Rectangle;
}

/**
 * Where the card belongs in a video of which the middle is shown, as large as the box is covered by it.
 * @param box in pixels of the page
 */
export function guideIn(video: Size, box: Size): Guide {
  const scale = Math.min(video.width / box.width, video.height / box.height);
  const [seenWidth, seenHeight] = [box.width * scale, box.height * scale];
  const width = Math.min(OF_WIDTH * seenWidth, (OF_HEIGHT * seenHeight) / ASPECT);
  const frame = centred(video, width, width * ASPECT);
  const [wider, higher] = [frame.width * (1 + 2 * AROUND), frame.height * (1 + 2 * AROUND)];
  return { frame, region: centred(video, Math.min(video.width, wider), Math.min(video.height, higher)) };
}

/**
 * Where a point of the video is seen, as large as the box is covered by it.
 * @returns pixels of the box
 */
export function inBox({ x, y }: Point, video: Size, box: Size): Point {
  const scale = Math.min(video.width / box.width, video.height / box.height);
  return {
    x: (x - video.width / 2) / scale + box.width / 2,
    y: (y - video.height / 2) / scale + box.height / 2,
  };
}

/** The frame in shares of the box. */
export function frameInBox(video: Size, box: Size): Size {
  const scale = Math.min(video.width / box.width, video.height / box.height);
  const { frame } = guideIn(video, box);
  return { width: frame.width / scale / box.width, height: frame.height / scale / box.height };
}

function centred(video: Size, width: number, height: number): Rectangle {
  return { x: (video.width - width) / 2, y: (video.height - height) / 2, width, height };
}

import { describe, expect, it } from 'vitest';
import { IDENTITY } from '../../../../src/engine/embedded/image/geometry.js';
import type { View } from '../../../../src/engine/embedded/image/view.js';
import { areaAroundNik, closerArea } from '../../../../src/engine/embedded/layout/card-area.js';
import { card } from '../synthetic.js';

const lines = card();
const area = areaAroundNik(lines);

/** A view that shows the card as large as it is. */
function view(width: number, height: number): View {
  return { picture: { width, height } as View['picture'], toPicture: IDENTITY, width, height };
}

describe('closerArea', () => {
  it.each([
    ['fills a view', 1000, 600, false, false],
    ['takes little of a view', 4000, 3000, false, true],
    ['fills a view that is crowded with other print', 1000, 600, true, true],
  ])('of a level card that %s', (_how, width, height, crowded, closer) => {
    expect(closerArea({ view: view(width, height), crowded }, area, null)).toEqual(closer ? area : null);
  });
});

/**
 * How alike two short texts are if a machine may have misread one: an edit distance in which characters that look
 * alike cost little (0 for O a quarter of an edit, E for F a half).
 */

/** The cost of an edit; groups of characters that cost a quarter of it, and pairs that cost a half. */
const FULL = 4;
const LIKELY = ['0ODQC', '1ILJT', '2Z', '4A', '5S', '6G', '8B', '7T'];
const POSSIBLE = [
  'EF',
  'FP',
  'PR',
  'CG',
  'UV',
  'VY',
  'MN',
  'HN',
  'HM',
  'NW',
  'KX',
  'RK',
  '3B',
  '38',
  '9G',
  '9Q',
  'B6',
];

const COST = new Uint8Array(128 * 128).fill(FULL);
for (const group of POSSIBLE) price(group, 2);
for (const group of LIKELY) price(group, 1);
for (let code = 0; code < 128; code++) COST[code * 128 + code] = 0;

/** Letters of the longest text that is compared. */
export const MAX_COMPARED = 64;

function price(group: string, cost: number): void {
  for (const a of group) for (const b of group) COST[a.charCodeAt(0) * 128 + b.charCodeAt(0)] = cost;
}
let above = new Uint16Array(MAX_COMPARED + 1);
let row = new Uint16Array(MAX_COMPARED + 1);

/**
 * 1 for equal texts, 0 for texts with nothing in common. Both must be upper-case letters and digits. Texts of more than 64 characters are
 * alike only if they are equal.
 * @param atLeast a smaller similarity is not needed, and may come out as 0
 */
export function similarity(a: string, b: string, atLeast = 0): number {
  if (a === b) return 1;
  const longer = Math.max(a.length, b.length);
  if (a.length === 0 || b.length === 0 || longer > MAX_COMPARED) return 0;
  const most = (1 - atLeast) * longer * FULL;
  if (Math.abs(a.length - b.length) * FULL > most) return 0;
  const cost = distance(a, b, most);
  return cost > most ? 0 : 1 - cost / (longer * FULL);
}

function distance(a: string, b: string, most: number): number {
  for (let j = 0; j <= b.length; j++) above[j] = j * FULL;
  for (let i = 1; i <= a.length; i++) {
    const costs = (a.charCodeAt(i - 1) & 127) * 128;
    let least = i * FULL;
    row[0] = least;
    for (let j = 1; j <= b.length; j++) {
      let best = above[j - 1]! + COST[costs + (b.charCodeAt(j - 1) & 127)]!;
      const dropped = above[j]! + FULL;
      const added = row[j - 1]! + FULL;
      if (dropped < best) best = dropped;
      if (added < best) best = added;
      row[j] = best;
      if (best < least) least = best;
    }
    if (least > most) return least;
    [above, row] = [row, above];
  }
  return above[b.length]!;
}

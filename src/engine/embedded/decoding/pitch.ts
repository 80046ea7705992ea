/** How far from an even pitch characters stand that are printed in one: the largest distance from their line, in pitches. */
export function unevenness(places: Float64Array): number {
  const count = places.length;
  const middle = (count - 1) / 2;
  const mean = places.reduce((sum, place) => sum + place, 0) / count;
  let [along, square] = [0, 0];
  for (const [n, place] of places.entries()) {
    along += (n - middle) * (place - mean);
    square += (n - middle) ** 2;
  }
  const pitch = along / square;
  return Math.max(...places.map((place, n) => Math.abs(place - mean - pitch * (n - middle)))) / pitch;
}

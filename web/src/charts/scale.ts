/** Where a value lies between low and high: 0 at low, 1 at high, a half where they are one. */
export function fractionOf(value: number, low: number, high: number): number {
  return high === low ? 0.5 : (value - low) / (high - low);
}

/** Round values (1, 2 or 5 times a power of ten apart) from low to high, at most about `count` of them. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  // Whole steps are counted, not added up: 0.1 + 0.2 would drift.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The index of the place nearest to x; places rise. -1 where there are none. */
export function nearestIndex(places: readonly number[], x: number): number {
  let nearest = -1;
  for (const [i, place] of places.entries()) {
    const held = places[nearest];
    if (held === undefined || Math.abs(place - x) < Math.abs(held - x)) nearest = i;
  }
  return nearest;
}

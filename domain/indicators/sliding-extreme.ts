/** The highest of the last `window` values at each place; null until there are so many. Linear, by a monotonic queue. */
export function slidingHighest(values: readonly number[], window: number): (number | null)[] {
  return slidingExtreme(values, window, (newer, older) => newer >= older);
}

/** The lowest of the last `window` values at each place; null until there are so many. */
export function slidingLowest(values: readonly number[], window: number): (number | null)[] {
  return slidingExtreme(values, window, (newer, older) => newer <= older);
}

function slidingExtreme(
  values: readonly number[],
  window: number,
  beats: (newer: number, older: number) => boolean,
): (number | null)[] {
  const queue: { at: number; value: number }[] = [];
  let first = 0;
  return values.map((value, i) => {
    for (let last = queue.at(-1); last !== undefined && queue.length > first; last = queue.at(-1)) {
      if (!beats(value, last.value)) break;
      queue.pop();
    }
    queue.push({ at: i, value });
    if ((queue[first]?.at ?? i) <= i - window) first += 1;
    return i < window - 1 ? null : (queue[first]?.value ?? null);
  });
}

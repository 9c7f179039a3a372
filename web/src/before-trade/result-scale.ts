interface Spread {
  results: readonly number[];
  low: number;
  high: number;
}

const MARGIN = 0.08;
/** Results that lie closer together are not drawn as if they were far apart. */
const LEAST_WIDTH = 0.02;

/** Places on a bar, as fractions of its length, with zero on it. */
export function resultScale({ results, low, high }: Spread): (result: number) => number {
  const from = Math.min(0, low, ...results);
  const to = Math.max(0, high, ...results);
  const missing = Math.max(0, LEAST_WIDTH - (to - from));
  const width = to - from + missing;
  const start = from - missing / 2 - width * MARGIN;
  return (result) => (result - start) / (width * (1 + 2 * MARGIN));
}

const BEYOND = 0.025;

/**
 * The median of a sample with its distribution-free 95 % interval: the order statistics x(r) and x(n + 1 − r) for the largest r with
 * P(B(n, ½) < r) ≤ 2.5 %, since the number of values below the true median is binomial (Conover, "Practical Nonparametric Statistics", 3rd ed. 1999,
 * 3.2; David & Nagaraja, "Order Statistics", 3rd ed. 2003, 7.1). It covers at least 95 %, at n = 10 for one 97.9 %.
 * @param values in any order; at least six, below which no such r exists: then null
 */
export function medianInterval(
  values: readonly number[],
): { median: number; low: number; high: number } | null {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const rank = rankBeyond(n);
  if (rank < 1) return null;
  const at = (place: number) => sorted[place - 1] ?? Number.NaN;
  const median = (at(Math.floor((n + 1) / 2)) + at(Math.ceil((n + 1) / 2))) / 2;
  return { median, low: at(rank), high: at(n + 1 - rank) };
}

/** The largest r with P(B(n, ½) ≤ r − 1) ≤ BEYOND; 0 where there is none. */
function rankBeyond(n: number): number {
  let probability = 0.5 ** n;
  let below = probability;
  let rank = 0;
  while (below <= BEYOND) {
    rank += 1;
    probability *= (n - rank + 1) / rank;
    below += probability;
  }
  return rank;
}

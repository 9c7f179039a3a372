/**
 * Two-sided p of the Mann-Whitney U test by its normal approximation with a correction for ties and continuity: how probable samples so far apart are
 * where both come from one distribution. Good from some twenty values each.
 */
export function mannWhitneyP(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, of: 'a' })), ...b.map((value) => ({ value, of: 'b' }))].sort(
    (x, y) => x.value - y.value,
  );
  let ranksOfA = 0;
  let ties = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to += 1;
    const rank = (from + 1 + to) / 2;
    ranksOfA += all.slice(from, to).filter(({ of }) => of === 'a').length * rank;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const [m, n, total] = [a.length, b.length, all.length];
  const u = ranksOfA - (m * (m + 1)) / 2;
  const mean = (m * n) / 2;
  const deviation = Math.sqrt(((m * n) / 12) * (total + 1 - ties / (total * (total - 1))));
  if (deviation === 0) return 1;
  const z = Math.max(Math.abs(u - mean) - 0.5, 0) / deviation;
  return 2 * (1 - normalCdf(z));
}

/** Abramowitz and Stegun 26.2.17, to within 7.5e-8. */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * z);
  const series =
    t *
    (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

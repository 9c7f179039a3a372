export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5);
}

/** The figure below which that share of the others lies. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

/** Prints how long something took, in milliseconds, and answers whether nineteen of twenty were within the budget. */
export function tell(what: string, times: readonly number[], budgetMs: number): boolean {
  const [p50, p95, most] = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1));
  console.log(
    `${what}, ${times.length} times: p50 ${p50} ms, p95 ${p95} ms of ${budgetMs} ms, most ${most} ms`,
  );
  return quantile(times, 0.95) <= budgetMs;
}

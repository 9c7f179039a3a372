export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5);
}

/** The figure below which that share of the others lies. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

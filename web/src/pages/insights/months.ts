interface Month {
  month: string;
  value: string;
}

const NAME = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** 'May 2026' of 2026-05. */
export function monthName(month: string): string {
  const time = Date.parse(`${month}-01T00:00:00Z`);
  return Number.isNaN(time) ? month : NAME.format(time);
}

/** Heights of bars as fractions of the highest; a rebate (below zero) has none. Floats, to draw with only. */
export function barShares(amounts: readonly string[]): number[] {
  const heights = amounts.map((amount) => Math.max(0, Number(amount)));
  const most = Math.max(...heights);
  return heights.map((height) => (most === 0 ? 0 : height / most));
}

/** The month in which most was traded; the earlier of two alike. */
export function busiestMonth<M extends Month>(months: readonly M[]): M | undefined {
  return months.toSorted((a, b) => Number(b.value) - Number(a.value))[0];
}

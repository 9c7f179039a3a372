import type { Stats } from '../../../../contracts/stats.ts';
import { fractionOf, roundTicks } from '../../charts/scale.ts';
import { dayNumber } from '../../format/days.ts';

export interface EquityCurve {
  /** Where each day with a fill lies: 0 is left and top, 1 right and bottom. */
  points: { x: number; y: number }[];
  /** Through them in steps, from zero at the left edge: money comes on days, not between them. In hundredths of the box. */
  path: string;
  zeroY: number;
  ticks: { value: number; y: number }[];
}

const TICKS = 4;
/** Room above the highest and below the lowest value, as a share of their distance. */
const MARGIN = 0.08;
/** A fall within one day is still to be seen. */
const THINNEST = 0.006;

/** The cumulated net result by day, from the first day to the last. Money becomes floats here, for pixels only. */
export function layEquity(days: Stats['days'], first: string, last: string): EquityCurve {
  const values = days.map((day) => Number(day.cumulative));
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  const margin = (highest - lowest || 1) * MARGIN;
  const yOf = (value: number) => 1 - fractionOf(value, lowest - margin, highest + margin);
  const points = days.map((day, i) => ({ x: dayX(day.day, first, last), y: yOf(values[i] ?? 0) }));
  const zeroY = yOf(0);
  const steps = points.map(({ x, y }) => `H${hundredths(x)}V${hundredths(y)}`).join('');
  return {
    points,
    path: `M0 ${hundredths(zeroY)}${steps}H100`,
    zeroY,
    ticks: roundTicks(lowest, highest, TICKS).map((value) => ({ value, y: yOf(value) })),
  };
}

/** Where the deepest fall lies: from the end of its peak's day (null: from the start) to that of its trough. */
export function placeFall(
  { peak, trough }: { peak: string | null; trough: string },
  first: string,
  last: string,
): { x: number; width: number } {
  const end = dayX(trough, first, last);
  const start = peak === null ? 0 : dayX(peak, first, last);
  const width = Math.max(end - start, THINNEST);
  return { x: end - width, width };
}

/** Where a day ends between the first day's beginning and the last day's end. */
function dayX(day: string, first: string, last: string): number {
  return fractionOf(dayNumber(day) + 1, dayNumber(first), dayNumber(last) + 1);
}

function hundredths(fraction: number): number {
  return Math.round(fraction * 10_000) / 100;
}

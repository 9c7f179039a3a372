import type { Simulation } from '../../../../../contracts/simulations.ts';
import { signOf } from '../../../format/decimal.ts';
import { subtractDecimals } from '../../../format/sum-decimals.ts';

type Point = Simulation['series'][number];

/** Where the held path is lowest; null: at one of its ends, which are told anyway. */
export function lowestHeld(series: readonly Point[]): Point | null {
  const [first, last] = [series[0], series.at(-1)];
  if (!first || !last) return null;
  const lowest = series.reduce((low, point) => (isLower(point, low) ? point : low), first);
  return lowest !== first && isLower(lowest, last) ? lowest : null;
}

function isLower(one: Point, other: Point): boolean {
  return signOf(subtractDecimals(one.hold, other.hold)) === 'loss';
}

import type { Simulation } from '../../../../../contracts/simulations.ts';
import { fractionOf, roundTicks } from '../../../charts/scale.ts';

type Name = 'actual' | 'hold' | 'wait';

export interface LaidPaths {
  /** Across the box, 0 to 1. */
  places: number[];
  /** In hundredths of the box; null: there is no such path. */
  paths: Record<Name, string | null>;
  /** Where the stop takes it out, 0 to 1 from the left and from the top; null: it does not. */
  stop: { x: number; y: number } | null;
  ticks: { value: number; y: number }[];
}

const TICKS = 4;
/** Room above the highest and below the lowest value, as a share of their distance. */
const MARGIN = 0.08;

/** The three paths with the zero between them, and the stop's exit. Money becomes floats here, for pixels only. */
export function layPaths({ series, stop }: Pick<Simulation, 'series' | 'stop'>): LaidPaths {
  const times = series.map(({ ts }) => Date.parse(ts));
  const valuesOf = (name: Name) => series.map((point) => Number(point[name] ?? '0'));
  const all = (['actual', 'hold', 'wait'] as const).flatMap(valuesOf);
  const exit = stop.hit && stop.exitTs ? { ms: Date.parse(stop.exitTs), pnl: Number(stop.pnl) } : null;
  if (exit) all.push(exit.pnl);
  const [lowest, highest] = [Math.min(0, ...all), Math.max(0, ...all)];
  const margin = (highest - lowest || 1) * MARGIN;
  const yOf = (value: number) => 1 - fractionOf(value, lowest - margin, highest + margin);
  const placeOf = (time: number) => fractionOf(time, times[0] ?? 0, times.at(-1) ?? 1);
  const places = times.map(placeOf);
  const pathOf = (name: Name) =>
    valuesOf(name)
      .map((value, at) => `${at === 0 ? 'M' : 'L'}${hundredths(places[at] ?? 0)} ${hundredths(yOf(value))}`)
      .join('');
  return {
    places,
    paths: {
      actual: pathOf('actual'),
      hold: pathOf('hold'),
      wait: series.some(({ wait }) => wait !== null) ? pathOf('wait') : null,
    },
    // The hour of the trade itself opened before it.
    stop: exit && { x: Math.max(0, placeOf(exit.ms)), y: yOf(exit.pnl) },
    ticks: roundTicks(lowest, highest, TICKS).map((value) => ({ value, y: yOf(value) })),
  };
}

function hundredths(fraction: number): number {
  return Math.round(fraction * 10_000) / 100;
}

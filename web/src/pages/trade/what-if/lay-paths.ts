import type { Simulation } from '../../../../../contracts/simulations.ts';
import { fractionOf, roundTicks } from '../../../charts/scale.ts';

type Name = 'actual' | 'hold' | 'wait';

export interface LaidPaths {
  /** Across the box, 0 to 1. */
  places: number[];
  /** In hundredths of the box; null: there is no such path. */
  paths: Record<Name, string | null>;
  ticks: { value: number; y: number }[];
}

const TICKS = 4;
/** Room above the highest and below the lowest value, as a share of their distance. */
const MARGIN = 0.08;

/** The three paths with the zero between them. Money becomes floats here, for pixels only. */
export function layPaths(series: Simulation['series']): LaidPaths {
  const times = series.map(({ ts }) => Date.parse(ts));
  const valuesOf = (name: Name) => series.map((point) => Number(point[name] ?? '0'));
  const all = (['actual', 'hold', 'wait'] as const).flatMap(valuesOf);
  const [lowest, highest] = [Math.min(0, ...all), Math.max(0, ...all)];
  const margin = (highest - lowest || 1) * MARGIN;
  const yOf = (value: number) => 1 - fractionOf(value, lowest - margin, highest + margin);
  const places = times.map((time) => fractionOf(time, times[0] ?? 0, times.at(-1) ?? 1));
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
    ticks: roundTicks(lowest, highest, TICKS).map((value) => ({ value, y: yOf(value) })),
  };
}

function hundredths(fraction: number): number {
  return Math.round(fraction * 10_000) / 100;
}

import type { Simulation } from '../../../../../contracts/simulations.ts';
import { quoteOf } from '../../../format/decimal.ts';
import { formatPnl } from '../../../format/money.ts';
import { formatShortDay } from '../../../format/time.ts';
import { lowestHeld } from './lowest-held.ts';

/** The drawing in words. */
export function describePaths({ series, symbol, wait, stop }: Simulation, timezone: string): string {
  const last = series.at(-1);
  if (!last) return '';
  const money = (pnl: string) => `${formatPnl(pnl, quoteOf(symbol))} ${quoteOf(symbol)}`;
  const ends = [
    `as it was ${money(last.actual)}`,
    `held ${money(last.hold)}`,
    ...(wait ? [`waited ${money(last.wait ?? '0')}`] : []),
  ];
  const lowest = lowestHeld(series);
  return [
    'Results hour by hour from the trade on.',
    `At the end: ${ends.join(', ')}.`,
    ...(lowest
      ? [`Held, at its lowest hour shown: ${money(lowest.hold)}, ${formatShortDay(lowest.ts, timezone)}.`]
      : []),
    ...(stop.hit && stop.exitTs
      ? [`Stopped out: ${money(stop.pnl)}, ${formatShortDay(stop.exitTs, timezone)}.`]
      : []),
  ].join(' ');
}

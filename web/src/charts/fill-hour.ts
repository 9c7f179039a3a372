import type { CandleDto, Trade } from '../../../contracts/trades.ts';

const MS_PER_HOUR = 3_600_000;

/** The opening of the bar in which the fill happened, in ms. */
export function fillHour(trade: Pick<Trade, 'ts'>): number {
  return Math.floor(Date.parse(trade.ts) / MS_PER_HOUR) * MS_PER_HOUR;
}

/** Whether the bars end before the fill's own: of a fresh fill, that one has not closed yet. */
export function endsBeforeFill(candles: readonly CandleDto[], trade: Pick<Trade, 'ts'>): boolean {
  const last = candles.at(-1);
  return last !== undefined && Date.parse(last.ts) < fillHour(trade);
}

import { type Candle, HOUR_MS } from './candle.ts';

export type GapFilled = {
  bars: Candle[];
  /** [i]: how many of the bars before i were filled; one entry longer than bars. */
  filledBefore: number[];
};

/**
 * One bar for every hour: an hour without a trade repeats the last close with zero volume.
 * @param bars sorted, one per hour at most
 * @param tail hours to fill after the last bar. They are the same gap that a fill meets when later bars are cut off.
 */
export function fillGaps(bars: readonly Candle[], tail: number): GapFilled {
  const complete: Candle[] = [];
  const filledBefore = [0];
  let filled = 0;
  let last: Candle | undefined;

  const fillUntil = (from: Candle, end: number) => {
    for (let ts = from.ts + HOUR_MS; ts < end; ts += HOUR_MS) {
      const { close } = from;
      complete.push({ ts, open: close, high: close, low: close, close, volume: 0 });
      filled += 1;
      filledBefore.push(filled);
    }
  };

  for (const bar of bars) {
    if (last !== undefined) fillUntil(last, bar.ts);
    complete.push(bar);
    filledBefore.push(filled);
    last = bar;
  }
  if (last !== undefined) fillUntil(last, last.ts + (tail + 1) * HOUR_MS);
  return { bars: complete, filledBefore };
}

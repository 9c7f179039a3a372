import { seededRandom } from './random.ts';
import { type Bar, HOUR_SEC } from './series.ts';

/** The turning points of the price inside a bar, in order; `at` is the part of the hour that has passed. */
type Path = { at: number; price: number }[];

/** The price at a moment of the hour; from open to close through both extremes, never outside them. */
export function priceInside(bar: Bar, tsSec: number): number {
  const passed = Math.min(Math.max((tsSec - bar.start) / HOUR_SEC, 0), 1);
  const path = pathOf(bar);
  const next = path.findIndex((point) => point.at >= passed);
  const to = path[next];
  const from = path[next - 1];
  if (!to || !from) return to?.price ?? bar.close;
  return from.price + ((to.price - from.price) * (passed - from.at)) / (to.at - from.at);
}

/** What of the bar has been seen at `tsSec`: the candle an exchange shows for the hour that still runs. */
export function partialBar(bar: Bar, tsSec: number, roundPrice: (price: number) => number): Bar {
  const passed = (tsSec - bar.start) / HOUR_SEC;
  if (passed >= 1) return bar;
  const close = roundPrice(priceInside(bar, tsSec));
  const seen = [
    ...pathOf(bar)
      .filter((point) => point.at <= passed)
      .map((point) => point.price),
    close,
  ];
  return { ...bar, high: Math.max(...seen), low: Math.min(...seen), close, volume: bar.volume * passed };
}

function pathOf(bar: Bar): Path {
  const random = seededRandom(`${bar.start}/${bar.open}/${bar.close}`);
  const rises = bar.close >= bar.open;
  return [
    { at: 0, price: bar.open },
    { at: random.between(0.15, 0.4), price: rises ? bar.low : bar.high },
    { at: random.between(0.6, 0.85), price: rises ? bar.high : bar.low },
    { at: 1, price: bar.close },
  ];
}

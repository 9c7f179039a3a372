import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../features/unknown-reason.ts';
import { calmCloses, candles, HOUR_MS, START_MS } from '../testing/builders.ts';
import { furtherGain, LONGEST_HINDSIGHT_MS, reviewAt } from './further-gain.ts';
import { openMarket } from './product-market.ts';
import { snapshotsOf } from './testing/market-months.ts';

const at = (hours: number) => START_MS + hours * HOUR_MS;
const bars = candles(calmCloses(1000)).map((bar, i) => ({
  ...bar,
  high: i === 60 ? 150 : i === 990 ? 300 : bar.high,
}));
const market = openMarket(snapshotsOf(bars));

function gain(soldAt: number, heldHours: number, price = 120) {
  return furtherGain(market, { ts: at(soldAt), price, heldMs: heldHours * HOUR_MS });
}

describe('the further gain after a sale', () => {
  it('is the highest high of the bars within the time it was held, less its price', () => {
    expect(gain(50, 11)).toEqual({ known: true, value: 30 });
    expect(gain(60, 1)).toEqual({ known: true, value: 30 });
  });

  it('does not see bars that began before the sale or ended after that time', () => {
    for (const [soldAt, heldHours] of [
      [50, 10.99],
      [60.01, 20],
    ] as const) {
      expect(gain(soldAt, heldHours)).toEqual({ known: true, value: expect.closeTo(-19.2, 0) });
    }
  });

  it('looks no further than 30 days', () => {
    expect(gain(100, 950)).toEqual({ known: true, value: expect.closeTo(-19.2, 0) });
    expect(gain(991 - 720, 950)).toEqual({ known: true, value: 180 });
  });

  it('is not known while that time is not over, nor without a whole hour in it', () => {
    expect(gain(980, 21)).toEqual({ known: false, reason: UNKNOWN.notOverYet });
    expect(gain(980, 20).known).toBe(true);
    // Its last whole bar is there, but it ends within the hour that is not.
    expect(gain(980.2, 20.1)).toEqual({ known: false, reason: UNKNOWN.notOverYet });
    expect(gain(50.5, 1.4)).toEqual({ known: false, reason: UNKNOWN.heldTooShort });
    expect(gain(990.5, 1)).toEqual({ known: false, reason: UNKNOWN.heldTooShort });
  });

  it('is not known where that time went by without a bar', () => {
    const holed = openMarket(snapshotsOf(bars.filter((_, i) => i < 50 || i > 70)));
    const sale = { ts: at(52), price: 120, heldMs: 5 * HOUR_MS };
    expect(furtherGain(holed, sale)).toEqual({ known: false, reason: UNKNOWN.tooManyGaps });
  });
});

describe('the time of review', () => {
  it('is the full hour after the time held has passed again', () => {
    expect(reviewAt({ ts: at(50), heldMs: 10 * HOUR_MS })).toBe(at(60));
    expect(reviewAt({ ts: at(50) + 1, heldMs: 10 * HOUR_MS })).toBe(at(61));
    expect(reviewAt({ ts: at(50), heldMs: 1e12 })).toBe(at(50) + LONGEST_HINDSIGHT_MS);
  });

  it('is when the gain is known from what has closed by then', () => {
    for (const [soldAt, heldHours] of [
      [50, 10],
      [50.3, 10.5],
      [700.9, 100],
    ] as const) {
      const sale = { ts: at(soldAt), price: 120, heldMs: heldHours * HOUR_MS };
      const reviewed = reviewAt(sale);
      const then = bars.filter((bar) => bar.ts + HOUR_MS <= reviewed);
      expect(furtherGain(openMarket(snapshotsOf(then)), sale)).toEqual(furtherGain(market, sale));
    }
  });
});

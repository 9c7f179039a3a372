import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import type { TraderFill } from './fill.ts';
import { freshFills, holdings } from './fresh-fills.ts';
import { createMarket, type Market } from './market.ts';
import { tradingHistory } from './trader.ts';

const NOW = Date.UTC(2026, 10, 20, 14, 25, 30);
const DAY_MS = 24 * 3_600_000;
const market = createMarket({ now: () => NOW });
const history = tradingHistory({ market, account: 'trader', anchorMs: NOW, count: 1_000 });

const isSpot = (fill: TraderFill) => !fill.productId.endsWith('-INTX');
const baseOf = (fill: TraderFill) =>
  fill.sizeInQuote ? new Big(fill.size).div(fill.price) : new Big(fill.size);
const changeOver24h = (fill: TraderFill) =>
  Number(fill.price) / Number(market.priceAt(fill.productId, fill.tsMs - DAY_MS)) - 1;

/** First in, first out: what each sale gained, undefined when it sold what was never bought. */
function gains(fills: TraderFill[]): Map<TraderFill, Big | undefined> {
  const lots = new Map<string, { left: Big; price: Big }[]>();
  const result = new Map<TraderFill, Big | undefined>();
  for (const fill of fills.filter(isSpot)) {
    const open = lots.get(fill.productId) ?? [];
    lots.set(fill.productId, open);
    if (fill.side === 'BUY') {
      open.push({ left: baseOf(fill), price: new Big(fill.price) });
      continue;
    }
    let left = baseOf(fill);
    let cost = new Big(0);
    for (let lot = open[0]; lot && left.gt(0); lot = open[0]) {
      const taken = lot.left.lt(left) ? lot.left : left;
      cost = cost.plus(taken.times(lot.price));
      lot.left = lot.left.minus(taken);
      left = left.minus(taken);
      if (lot.left.eq(0)) open.shift();
    }
    result.set(fill, left.gt(0) ? undefined : baseOf(fill).times(fill.price).minus(cost));
  }
  return result;
}

/** How far the price is under its highest of the last 36 hours. */
function drawdown(prices: Market, fill: TraderFill): number {
  const earlier = Array.from({ length: 36 }, (_, i) =>
    Number(prices.priceAt(fill.productId, fill.tsMs - i * 3_600_000)),
  );
  return 1 - Number(fill.price) / Math.max(...earlier);
}

describe('the trading history', () => {
  it.each([0, 1, 2, 3, 19, 20, 60, 1_000, 5_000])(
    'holds exactly %i fills when asked for so many',
    (count) => {
      expect(tradingHistory({ market, account: 'trader', anchorMs: NOW, count }).length).toBe(count);
    },
  );

  it('is the same for the same name and anchor, and another for another name', () => {
    const again = { market: createMarket({ now: () => NOW + DAY_MS }), anchorMs: NOW, count: 1_000 };
    expect(tradingHistory({ ...again, account: 'trader' })).toEqual(history);
    expect(tradingHistory({ ...again, account: 'other' })).not.toEqual(history);
  });

  it('lies within 30 days, oldest first, at prices inside their bars', () => {
    for (const [i, fill] of history.entries()) {
      expect(fill.tsMs).toBeGreaterThanOrEqual(history[i - 1]?.tsMs ?? NOW - 30 * DAY_MS);
      expect(fill.tsMs).toBeLessThanOrEqual(NOW);
      if (isSpot(fill)) expect(fill.price).toBe(market.priceAt(fill.productId, fill.tsMs));
    }
  });

  it('buys dozens of times into a rise of 8 % in 24 hours', () => {
    const fomo = history.filter((fill) => isSpot(fill) && fill.side === 'BUY' && changeOver24h(fill) >= 0.08);
    expect(fomo.length).toBeGreaterThanOrEqual(36);
    expect(new Set(fomo.map((fill) => fill.orderKey)).size).toBeGreaterThanOrEqual(20);
  });

  it('sells dozens of times at a loss after a fall of 6 %', () => {
    const panic = [...gains(history)].filter(([fill, gain]) => gain?.lt(0) && drawdown(market, fill) >= 0.06);
    expect(panic.length).toBeGreaterThanOrEqual(36);
  });

  it('also has profitable sales, more than a few', () => {
    const profits = [...gains(history).values()].filter((gain) => gain?.gt(0));
    expect(profits.length).toBeGreaterThanOrEqual(36);
  });

  it('sells more than it holds once: coins that were transferred in', () => {
    const unknown = [...gains(history)].filter(([, gain]) => gain === undefined);
    expect(unknown.map(([fill]) => fill.orderKey)).toEqual(['transferred']);
  });

  it('has orders of several fills, sizes in quote units and half a percent of derivatives', () => {
    const perOrder = Map.groupBy(history, (fill) => fill.orderKey);
    const several = [...perOrder.values()].filter((fills) => fills.length > 1);
    expect(several.length).toBeGreaterThan(100);
    for (const fills of several)
      expect(new Set(fills.map((fill) => `${fill.productId} ${fill.side}`)).size).toBe(1);
    expect(history.filter((fill) => !isSpot(fill)).length).toBe(5);
    const inQuote = history.filter((fill) => fill.sizeInQuote);
    expect(inQuote.length).toBeGreaterThanOrEqual(5);
    expect(new Set(inQuote.map((fill) => fill.side))).toEqual(new Set(['BUY']));
  });

  it('pays 0.6 to 1.2 % of each fill, exactly', () => {
    const rates = new Set(
      history.map((fill) =>
        new Big(fill.commission).div(baseOf(fill).times(fill.price)).round(12).toString(),
      ),
    );
    expect([...rates].sort()).toEqual(['0.006', '0.012']);
  });

  it('makes the best of a market of one product', () => {
    const one = { ...market, products: () => market.products().slice(0, 1) };
    const fills = tradingHistory({ market: one, account: 'trader', anchorMs: NOW, count: 1_000 });
    expect(new Set(fills.map((fill) => fill.productId))).toEqual(new Set(['BTC-USD', 'BTC-PERP-INTX']));
  });
});

describe('fresh fills', () => {
  it('come after all that was, up to now, and never sell more than is held', () => {
    const all = [...history];
    for (let round = 0; round < 20; round++) {
      const seed = String(round);
      all.push(...freshFills({ market, history: all, seed, count: 7, nowMs: NOW, productId: 'ADA-USD' }));
    }
    const fresh = all.slice(history.length);
    expect(fresh.length).toBe(140);
    expect(new Set(fresh.map(({ side }) => side))).toEqual(new Set(['BUY', 'SELL']));
    expect(all.map((fill) => fill.tsMs)).toEqual(all.map((fill) => fill.tsMs).toSorted((a, b) => a - b));
    expect([...gains(all)].filter(([, gain]) => gain === undefined).length).toBe(1);
    expect(holdings(all).get('ADA-USD')?.gte(0)).toBe(true);
  });
});

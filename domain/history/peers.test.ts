import { describe, expect, it } from 'vitest';
import { type Choice, openPeers } from './peers.ts';
import { entry, exit } from './testing/history-fills.ts';

const NONE = {
  sold: null,
  paperGains: 0,
  paperLosses: 0,
  passedFallen: 0,
  passedRisen: 0,
  rebought: null,
  notJudged: 0,
};
const DAYS = 24;

function choice(
  fill: Choice['fill'],
  prices: Record<string, number> = {},
  held: Choice['heldElsewhere'] = [],
): Choice {
  return { fill, heldElsewhere: held, priceAt: (symbol) => prices[symbol] ?? null };
}

function sale(symbol: string, hour: number, price: number): Choice {
  return choice(exit(hour, '1', { symbol, price }));
}

describe('what else was held at a sale', () => {
  it('is a paper gain or a paper loss by its average price, or not judged', () => {
    const held = [
      { symbol: 'ETH-USD', averagePrice: 100 },
      { symbol: 'SOL-USD', averagePrice: 20 },
      { symbol: 'ADA-USD', averagePrice: 1 },
      { symbol: 'XRP-USD', averagePrice: null },
      { symbol: 'DOT-USD', averagePrice: 5 },
    ];
    const prices = { 'ETH-USD': 101, 'SOL-USD': 19, 'ADA-USD': 1, 'XRP-USD': 3 };
    const fill = exit(0, '1', { price: 100, heldBefore: { qty: 1, averagePrice: 90 } });
    expect(openPeers().count(choice(fill, prices, held))).toEqual({
      ...NONE,
      sold: 'risen',
      paperGains: 1,
      paperLosses: 1,
      notJudged: 2,
    });
  });
});

describe('what was sold', () => {
  it.each([
    [90, { sold: 'risen', notJudged: 0 }],
    [110, { sold: 'fallen', notJudged: 0 }],
    [100, { sold: null, notJudged: 0 }],
    [null, { sold: null, notJudged: 1 }],
  ])('stood by its price of 100 against an average of %s as %j', (averagePrice, judged) => {
    const fill = exit(0, '1', { price: 100, heldBefore: { qty: 1, averagePrice } });
    expect(openPeers().count(choice(fill))).toEqual({ ...NONE, ...judged });
  });
});

describe('what could be bought again at an entry', () => {
  function peersAfterSales(
    fill: Choice['fill'],
    prices: Record<string, number>,
    held: Choice['heldElsewhere'] = [],
  ) {
    const peers = openPeers();
    peers.count(sale('BTC-USD', 0, 100));
    peers.count(sale('ETH-USD', 1, 10));
    peers.count(sale('SOL-USD', 2, 50));
    return peers.count(choice(fill, prices, held));
  }
  const moved = { 'BTC-USD': 1, 'ETH-USD': 9, 'SOL-USD': 60 };

  it('is bought again or passed over, by its price since its sale', () => {
    expect(peersAfterSales(entry(10, { price: 90 }), moved)).toEqual({
      ...NONE,
      rebought: 'fallen',
      passedFallen: 1,
      passedRisen: 1,
    });
    expect(peersAfterSales(entry(10, { price: 110 }), moved).rebought).toBe('risen');
    expect(peersAfterSales(entry(10, { symbol: 'ADA-USD' }), moved)).toEqual({
      ...NONE,
      passedFallen: 2,
      passedRisen: 1,
    });
  });

  it('is not what is still held', () => {
    const held = [{ symbol: 'ETH-USD', averagePrice: 5 }];
    const more = entry(10, { price: 90, heldBefore: { qty: 1, averagePrice: 100 } });
    expect(peersAfterSales(more, moved, held)).toEqual({ ...NONE, passedRisen: 1 });
  });

  it('is not judged without a price, and neither fallen nor risen at the same one', () => {
    expect(peersAfterSales(entry(10, { price: 100 }), { 'ETH-USD': 10 })).toEqual({ ...NONE, notJudged: 1 });
  });

  it('is so for 30 days', () => {
    expect(peersAfterSales(entry(30 * DAYS, { price: 90 }), moved).rebought).toBe('fallen');
    expect(peersAfterSales(entry(30 * DAYS + 1.5, { price: 90 }), moved)).toEqual({
      ...NONE,
      passedRisen: 1,
    });
  });

  it('is forgotten each for itself, whichever was sold first', () => {
    const peers = openPeers();
    peers.count(sale('BTC-USD', 0, 100));
    peers.count(sale('ETH-USD', 1, 10));
    peers.count(sale('BTC-USD', 20 * DAYS, 100));
    const ada = entry(31 * DAYS, { symbol: 'ADA-USD' });
    expect(peers.count(choice(ada, { 'BTC-USD': 90, 'ETH-USD': 9 }))).toEqual({ ...NONE, passedFallen: 1 });
  });

  it('goes by the last sale, and ends with the next buy', () => {
    const peers = openPeers();
    peers.count(sale('BTC-USD', 0, 100));
    peers.count(sale('ETH-USD', 1, 10));
    peers.count(sale('BTC-USD', 2, 80));
    expect(peers.count(choice(entry(3, { price: 90 }), { 'ETH-USD': 9 })).rebought).toBe('risen');
    expect(peers.count(choice(entry(4, { price: 90 }), { 'ETH-USD': 9 }))).toEqual({
      ...NONE,
      passedFallen: 1,
    });
  });
});

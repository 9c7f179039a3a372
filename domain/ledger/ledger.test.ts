import { describe, expect, it } from 'vitest';
import { buy, HOUR_MS, START_MS, sell } from '../testing/builders.ts';
import { matchFills } from '../testing/match-fills.ts';
import { openLedger } from './ledger.ts';

function lastOutcome(fills: Parameters<typeof matchFills>[1]) {
  return matchFills('BTC-USD', fills).at(-1)?.outcome;
}

describe('profit and loss of spot sales', () => {
  it('realises nothing on a buy', () => {
    expect(lastOutcome([buy(0, '1', '100', { fee: '1', feeCurrency: 'USD' })])).toEqual({
      basis: null,
      pnl: null,
      gross: null,
      heldHours: null,
      matchedQty: '0',
      unknownQty: '0',
      unknownProceeds: '0',
      fee: '1',
      feeLeftOut: false,
      entryValue: null,
      openedAt: null,
      matches: [],
      tripId: 'fill-000000',
      closedTrip: null,
      refused: null,
    });
  });

  // A buy's fee is in the lot's cost, a sale's fee lowers its proceeds. 120 − 2 − (100 + 1) = 17.
  it('charges both fees against the sale and keeps gross without them', () => {
    const outcome = lastOutcome([
      buy(0, '1', '100', { fee: '1', feeCurrency: 'USD' }),
      sell(10, '1', '120', { fee: '2', feeCurrency: 'USD' }),
    ]);
    expect(outcome).toMatchObject({ basis: 'known', pnl: '17', gross: '20', heldHours: 10, matchedQty: '1' });
  });

  it('takes the oldest lot first', () => {
    const outcome = lastOutcome([buy(0, '1', '100'), buy(1, '1', '200'), sell(2, '1', '150')]);
    expect(outcome).toMatchObject({ pnl: '50', heldHours: 2 });
  });

  // 1 unit for 4 h and 3 units for 2 h: (1 × 4 + 3 × 2) ÷ 4 = 2.5 h.
  it('weighs hold time by lot', () => {
    const outcome = lastOutcome([buy(0, '1', '100'), buy(2, '5', '100'), sell(4, '4', '100')]);
    expect(outcome?.heldHours).toBe(2.5);
  });

  it('sums thousands of lots without drift', () => {
    // The sum of a million times 0.1 is 100000. Here 5,000 lots cost 2.02 each, and all is sold for 110,000.
    const lots = Array.from({ length: 5000 }, (_, n) => buy(n, '20', '0.1', { fee: '0.02' }));
    const sales = Array.from({ length: 50 }, (_, n) => sell(5000 + n, '2000', '1.1'));
    const results = matchFills('BTC-USD', [...lots, ...sales]).slice(5000);
    expect(results.map(({ outcome }) => outcome.pnl)).toEqual(Array(50).fill('1998'));
    expect(results.every(({ outcome }) => outcome.basis === 'known')).toBe(true);
  });

  // 10 ÷ 3 has no end; the three parts still add up to the lot's cost of 10 to the last digit.
  it('adds up to the cent when a lot is sold in thirds', () => {
    const outcomes = matchFills('BTC-USD', [
      buy(0, '3', '3', { fee: '1', feeCurrency: 'USD' }),
      sell(1, '1', '4'),
      sell(2, '1', '4'),
      sell(3, '1', '4'),
    ]);
    expect(outcomes.slice(1).map(({ outcome }) => outcome.pnl)).toEqual([
      '0.666666666666666666666666666667',
      '0.666666666666666666666666666666',
      '0.666666666666666666666666666667',
    ]);
  });

  it('takes the whole cost of a lot that is sold out, however many decimals it has', () => {
    const outcome = lastOutcome([
      buy(0, '0.00000000000000000001', '0.000000000000000000003'),
      sell(1, '0.00000000000000000001', '1'),
    ]);
    expect(outcome?.pnl).toBe('0.00000000000000000000999999999999999999997');
  });

  it('adds a rebate to the result', () => {
    const outcome = lastOutcome([
      buy(0, '1', '100', { fee: '-0.5', feeCurrency: 'USD' }),
      sell(1, '1', '100', { fee: '-0.25', feeCurrency: 'USD' }),
    ]);
    expect(outcome).toMatchObject({ pnl: '0.75', gross: '0' });
  });
});

describe('fees by currency', () => {
  it('lowers the quantity received by a fee in the base asset', () => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(0, '1', '100', { fee: '0.01', feeCurrency: 'btc' }));
    expect(ledger.held()).toMatchObject({ qty: '0.99', cost: '100' });
  });

  it('sells out of what a base fee left and loses the fee', () => {
    const outcome = lastOutcome([
      buy(0, '1', '100', { fee: '0.01', feeCurrency: 'BTC' }),
      sell(1, '0.99', '100'),
    ]);
    expect(outcome).toMatchObject({ basis: 'known', pnl: '-1', gross: '0' });
  });

  // rp2 test_data3/B1: 10 bought for 101; 9.9 sold at 20 with 0.1 as fee; gain 97.
  it('takes a base fee of a sale out of the lots as well', () => {
    const outcome = lastOutcome([
      buy(0, '10', '10', { fee: '1', feeCurrency: 'USD' }),
      sell(1, '9.9', '20', { fee: '0.1', feeCurrency: 'BTC' }),
    ]);
    expect(outcome).toMatchObject({ basis: 'known', pnl: '97', matchedQty: '10', unknownQty: '0' });
  });

  it('keeps a fee in a third asset out and says so', () => {
    const outcome = lastOutcome([
      buy(0, '1', '100'),
      sell(1, '1', '110', { fee: '0.02', feeCurrency: 'BNB' }),
    ]);
    expect(outcome).toMatchObject({ pnl: '10', fee: null, feeLeftOut: true });
  });

  // 0.01 BNB at 300 for the buy, 0.02 at 310 for the sale: 110 − 6.2 − (100 + 3) = 0.8.
  it("counts a fee in a third asset with the asset's worth at the fill", () => {
    const priceOf = (asset: string, ts: number) => (asset === 'BNB' && ts === START_MS ? '300' : '310');
    const outcomes = matchFills(
      'BTC-USD',
      [
        buy(0, '1', '100', { fee: '0.01', feeCurrency: 'bnb' }),
        sell(1, '1', '110', { fee: '0.02', feeCurrency: 'BNB' }),
      ],
      { priceOf },
    ).map(({ outcome }) => outcome);
    expect(outcomes).toMatchObject([
      { fee: '3' },
      { fee: '6.2', pnl: '0.8', gross: '10', feeLeftOut: false },
    ]);
  });

  it.each(['0', '-1', 'dear'])('leaves a fee out whose asset is said to be worth %j', (price) => {
    const paid = buy(0, '1', '100', { fee: '1', feeCurrency: 'BNB' });
    const [booked] = matchFills('BTC-USD', [paid], { priceOf: () => price });
    expect(booked?.outcome).toMatchObject({ fee: null, feeLeftOut: true });
  });

  it('tells a fee in the base asset at the price of the fill', () => {
    expect(lastOutcome([buy(0, '1', '100', { fee: '0.01', feeCurrency: 'BTC' })])?.fee).toBe('1');
    expect(lastOutcome([buy(0, '1', '100')])?.fee).toBe('0');
  });

  it('lets fees above the notional make a loss of it', () => {
    const outcome = lastOutcome([buy(0, '1', '100'), sell(1, '1', '100', { fee: '250' })]);
    expect(outcome).toMatchObject({ pnl: '-250', gross: '0' });
  });

  it('takes a fee without a currency as the quote asset', () => {
    const outcome = lastOutcome([buy(0, '1', '100'), sell(1, '1', '110', { fee: '1' })]);
    expect(outcome).toMatchObject({ pnl: '9', feeLeftOut: false });
  });
});

describe('sales of more than is known', () => {
  it('has no P&L where no buy is known', () => {
    expect(lastOutcome([sell(0, '2', '100')])).toMatchObject({
      basis: 'unknown',
      pnl: null,
      gross: null,
      heldHours: null,
      matchedQty: '0',
      unknownQty: '2',
    });
  });

  // A quarter is matched, so a quarter of the fee of 8 falls on it: 120 − 2 − 100 = 18.
  it('splits into a matched part with its share of the fee and an unknown part', () => {
    const outcome = lastOutcome([buy(0, '1', '100'), sell(1, '4', '120', { fee: '8', feeCurrency: 'USD' })]);
    expect(outcome).toMatchObject({
      basis: 'partial',
      pnl: '18',
      gross: '20',
      matchedQty: '1',
      unknownQty: '3',
      // 3 × 120 less three quarters of the fee.
      unknownProceeds: '354',
    });
  });

  it('never opens a short', () => {
    const outcome = lastOutcome([sell(0, '5', '100'), buy(1, '1', '50'), sell(2, '1', '60')]);
    expect(outcome).toMatchObject({ basis: 'known', pnl: '10' });
  });
});

describe('fills that the ledger refuses', () => {
  it.each([
    ['qty_not_positive', { qty: '0' }],
    ['qty_not_positive', { qty: '-1' }],
    ['qty_not_positive', { qty: 'NaN' }],
    ['qty_not_positive', { qty: '1e3' }],
    ['qty_not_positive', { qty: '1'.repeat(40) }],
    ['price_not_positive', { price: '0' }],
    ['price_not_positive', { price: '-100' }],
    ['price_not_positive', { price: 'Infinity' }],
    ['fee_not_a_number', { fee: 'free' }],
    ['fee_exceeds_qty', { fee: '1', feeCurrency: 'BTC' }],
    ['time_not_valid', { ts: Number.NaN }],
    ['other_product', { symbol: 'ETH-USD' }],
  ] as const)('leaves out %s %j and moves no inventory', (reason, over) => {
    const ledger = openLedger('BTC-USD');
    expect(ledger.book(buy(0, '1', '100', over))).toMatchObject({ refused: reason, pnl: null });
    expect(ledger.held()).toEqual({ qty: '0', cost: '0', averagePrice: null, openedAt: null });
    expect(ledger.openTrip()).toBeNull();
  });

  it('books a fill once', () => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(0, '1', '100'));
    expect(ledger.book(buy(0, '1', '100')).refused).toBe('seen_before');
    expect(ledger.held().qty).toBe('1');
  });

  it('takes what comes too late for its place in the order as seen before, also after a resume', () => {
    const ledger = openLedger('BTC-USD');
    ledger.book(buy(1, '1', '100'));
    expect(ledger.book(buy(0, '1', '100')).refused).toBe('seen_before');
    const resumed = openLedger('BTC-USD', {}, ledger.state());
    expect([0, 1, 2].map((n) => resumed.book(buy(n, '1', '100')).refused)).toEqual([
      'seen_before',
      'seen_before',
      null,
    ]);
    expect(resumed.held().qty).toBe('2');
  });

  it("knows what it has seen by the venue's sequence after a resume", () => {
    const [first, second, third] = ['1', '2', '3'].map((venueSeq, n) =>
      buy(9 - n, '1', '100', { ts: START_MS, venueSeq }),
    );
    const ledger = openLedger('BTC-USD');
    for (const one of [first, second]) if (one) ledger.book(one);
    const resumed = openLedger('BTC-USD', {}, ledger.state());
    expect([first, second, third].map((one) => one && resumed.book(one).refused)).toEqual([
      'seen_before',
      'seen_before',
      null,
    ]);
  });

  it.each([
    ['0.000000000001', '0.000000000001'],
    ['1000000000000000', '1000000000000000'],
    ['0.000000000001', '1000000000000000'],
    ['1000000000000000', '0.000000000001'],
  ])('reckons exactly with a size of %s at a price of %s', (qty, price) => {
    const outcome = lastOutcome([buy(0, qty, price), sell(1, qty, price, { fee: '0.000000000001' })]);
    expect(outcome).toMatchObject({ pnl: '-0.000000000001', gross: '0', matchedQty: qty, basis: 'known' });
    expect(outcome?.closedTrip).toMatchObject({ qty, heldQty: '0', heldCost: '0' });
  });
});

describe('the order of the books', () => {
  it("fills of one moment go by the venue's sequence before their ids", () => {
    const at = { ts: 5 * HOUR_MS };
    const ordered = matchFills('BTC-USD', [
      buy(1, '1', '100', { ...at, id: 'later', venueSeq: '2026-11-20T10:00:00.000002Z' }),
      buy(2, '1', '100', { ...at, id: 'sooner', venueSeq: '2026-11-20T10:00:00.000001Z' }),
    ]);
    expect(ordered.map((booked) => booked.fill.id)).toEqual(['sooner', 'later']);
  });

  it('goes by time, then by the venue count, then by id', () => {
    const at = { ts: 5 * HOUR_MS };
    const ordered = matchFills('BTC-USD', [
      buy(4, '1', '1', { ...at, extId: 'b' }),
      buy(3, '1', '1', { ...at, extId: 'a', id: 'z' }),
      buy(2, '1', '1', { ...at, extId: 'a', id: 'y' }),
      buy(1, '1', '1', { ...at, extId: '10', id: 'ten' }),
      buy(0, '1', '1', { ...at, extId: '9', id: 'nine' }),
      buy(5, '1', '1', { ts: 0, id: 'first' }),
    ]);
    expect(ordered.map(({ fill }) => fill.id)).toEqual(['first', 'nine', 'ten', 'y', 'z', 'fill-000004']);
  });
});

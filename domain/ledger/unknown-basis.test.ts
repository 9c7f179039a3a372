import { describe, expect, it } from 'vitest';
import { buy, START_MS, sell } from '../testing/builders.ts';
import { matchFills } from '../testing/match-fills.ts';
import type { EnteredCost } from './fill.ts';

// A quarter of the sale has a lot; three quarters come out of nothing.
const history = [buy(0, '1', '100'), sell(10, '4', '120', { fee: '8' })];

function saleWith(cost: EnteredCost) {
  const enteredCosts = new Map([['fill-000010', cost]]);
  return matchFills('BTC-USD', history, { enteredCosts }).at(-1)?.outcome;
}

describe('a cost that the trader entered', () => {
  // 480 − 8 − 100 − 3 × 90 = 102, of which 120 − 2 − 100 = 18 is from the lot.
  it('makes the unknown part of a sale known', () => {
    const outcome = saleWith({ unitCost: '90', acquiredAt: START_MS - 10 * 3_600_000 });
    expect(outcome).toMatchObject({
      basis: 'known',
      pnl: '102',
      gross: '110',
      entryValue: '370',
      matchedQty: '4',
      unknownQty: '0',
      heldHours: 17.5,
      openedAt: START_MS - 10 * 3_600_000,
    });
    expect(outcome?.matches).toMatchObject([
      { lotId: 'fill-000000', pnl: '18' },
      { lotId: null, source: 'entered', qty: '3', cost: '270', proceeds: '354', pnl: '84' },
    ]);
  });

  it('without a time leaves the hold time to the parts whose time is known', () => {
    const outcome = saleWith({ unitCost: '90', acquiredAt: null });
    expect(outcome).toMatchObject({ pnl: '102', heldHours: 10, openedAt: START_MS });
  });

  it('with a time after the sale tells no time', () => {
    const outcome = saleWith({ unitCost: '90', acquiredAt: START_MS + 11 * 3_600_000 });
    expect(outcome).toMatchObject({ pnl: '102', heldHours: 10 });
    expect(outcome?.matches[1]?.openedAt).toBeNull();
  });

  it.each(['0', '-90', 'NaN'])('of %s is none', (unitCost) => {
    expect(saleWith({ unitCost, acquiredAt: null })).toMatchObject({ basis: 'partial', unknownQty: '3' });
  });

  it('makes a trip of its own of a sale out of nothing', () => {
    const enteredCosts = new Map([['fill-000001', { unitCost: '90', acquiredAt: null }]]);
    const sale = matchFills('BTC-USD', [sell(1, '2', '100')], { enteredCosts })[0]?.outcome;
    expect(sale).toMatchObject({ basis: 'known', pnl: '20', heldHours: null, openedAt: null });
    expect(sale).toMatchObject({ tripId: 'fill-000001', closedTrip: { pnl: '20', entries: 0, exits: 1 } });
  });

  it('is not asked for where every part is known', () => {
    const enteredCosts = new Map([['fill-000001', { unitCost: '1', acquiredAt: null }]]);
    const [, sale] = matchFills('BTC-USD', [buy(0, '1', '100'), sell(1, '1', '120')], { enteredCosts });
    expect(sale?.outcome).toMatchObject({ pnl: '20', matches: [{ source: 'buy' }] });
  });
});

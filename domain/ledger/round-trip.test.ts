import { describe, expect, it } from 'vitest';
import { buy, START_MS, sell } from '../testing/builders.ts';
import { matchFills } from '../testing/match-fills.ts';
import { openLedger } from './ledger.ts';

function outcomes(...fills: ReturnType<typeof buy>[]) {
  return matchFills('BTC-USD', fills).map(({ outcome }) => outcome);
}

describe('round trips', () => {
  it('run from flat to flat over scaling in and out', () => {
    const booked = outcomes(
      buy(0, '1', '100', { fee: '1' }),
      buy(2, '1', '150', { fee: '2' }),
      sell(4, '0.5', '180', { fee: '1' }),
      sell(5, '0.5', '180'),
      sell(6, '1', '200', { fee: '3' }),
    );
    expect(booked.map(({ tripId }) => tripId)).toEqual(Array(5).fill('fill-000000'));
    expect(booked.slice(0, 4).map(({ closedTrip }) => closedTrip)).toEqual([null, null, null, null]);
    // Gross 90 + 90 + 200 − 250 = 130; fees 1 + 2 + 1 + 3 = 7. Held 0.5 for 4 h, 0.5 for 5 h and 1 for 4 h: 8.5 ÷ 2 h.
    expect(booked[4]?.closedTrip).toEqual({
      id: 'fill-000000',
      openedAt: START_MS,
      closedAt: START_MS + 6 * 3_600_000,
      entries: 2,
      exits: 3,
      qty: '2',
      heldQty: '0',
      heldCost: '0',
      entryValue: '250',
      gross: '130',
      fees: '7',
      pnl: '123',
      basis: 'known',
      heldHours: 4.25,
    });
  });

  it('are told while they are open', () => {
    const ledger = openLedger('BTC-USD');
    expect(ledger.openTrip()).toBeNull();
    ledger.book(buy(0, '2', '100', { fee: '2' }));
    expect(ledger.openTrip()).toMatchObject({ closedAt: null, basis: 'known', heldHours: null, pnl: '0' });
    ledger.book(sell(1, '0.5', '120'));
    expect(ledger.openTrip()).toMatchObject({ heldQty: '1.5', heldCost: '151.5', pnl: '9.5', exits: 1 });
  });

  it('follow each other under the id of what opened them', () => {
    const booked = outcomes(buy(0, '1', '1'), sell(1, '1', '2'), buy(2, '1', '3'), sell(3, '1', '5'));
    expect(booked.map(({ closedTrip }) => closedTrip && [closedTrip.id, closedTrip.pnl])).toEqual([
      null,
      ['fill-000000', '1'],
      null,
      ['fill-000002', '2'],
    ]);
  });

  it('do not begin with a sale out of nothing', () => {
    expect(outcomes(sell(0, '1', '100'))).toMatchObject([{ tripId: null, closedTrip: null }]);
  });

  it('are of partial basis after a sale of more than was held', () => {
    const [, sale] = outcomes(buy(0, '1', '100'), sell(1, '3', '110'));
    expect(sale?.closedTrip).toMatchObject({ basis: 'partial', pnl: '10' });
  });
});

describe('dust', () => {
  it('counts as flat, and its cost goes into the next trip', () => {
    const history = [
      buy(0, '1.005', '100'),
      sell(1, '1', '110'),
      buy(2, '1', '200'),
      sell(3, '1.005', '200'),
    ];
    const booked = matchFills('BTC-USD', history, { increment: '0.01' }).map(({ outcome }) => outcome);
    expect(booked[1]?.closedTrip).toMatchObject({ heldQty: '0.005', heldCost: '0.5', pnl: '10' });
    expect(booked[2]?.tripId).toBe('fill-000002');
    // 0.005 that cost 100 are sold for 200: nothing of the dust is lost.
    expect(booked[3]?.closedTrip).toMatchObject({
      id: 'fill-000002',
      qty: '1',
      pnl: '0.5',
      entryValue: '200.5',
    });
  });

  it('below a hundred millionth is flat by default, and that much is not', () => {
    const [, below] = outcomes(buy(0, '1.000000009', '1'), sell(1, '1', '1'));
    expect(below?.closedTrip?.heldQty).toBe('0.000000009');
    const [, just] = outcomes(buy(0, '1.00000001', '1'), sell(1, '1', '1'));
    expect(just?.closedTrip).toBeNull();
  });

  it('is what is left below the increment that the fills themselves show', () => {
    const [, sold, again] = outcomes(
      buy(0, '0.01234', '60000', { fee: '0.00001234', feeCurrency: 'BTC' }),
      sell(1, '0.01232', '61000'),
      buy(2, '0.02000', '50000'),
    );
    expect(sold?.closedTrip).toMatchObject({ heldQty: '0.00000766', closedAt: START_MS + 3_600_000 });
    expect(again?.tripId).toBe('fill-000002');
  });

  it('is no more than a hundredth of the most that the trip held: sizes may be rounder than the product asks', () => {
    const fee = { fee: '0.001', feeCurrency: 'BTC' };
    const [, half, most, all] = outcomes(
      buy(0, '1', '100', fee),
      sell(1, '0.5', '100'),
      sell(2, '0.4', '100'),
      sell(3, '0.09', '100'),
    );
    expect([half, most].map((one) => one?.closedTrip)).toEqual([null, null]);
    // 0.009 is left, and below both 0.01 and a hundredth of 0.999.
    expect(all?.closedTrip).toMatchObject({ heldQty: '0.009' });
  });

  it('is told by what was filled so far: a finer size later opens nothing again', () => {
    const booked = outcomes(
      buy(0, '20', '100', { fee: '0.02', feeCurrency: 'BTC' }),
      sell(1, '19.9', '100'),
      buy(2, '0.0001', '100'),
    );
    expect(booked[1]?.closedTrip).toMatchObject({ heldQty: '0.08' });
    expect(booked[2]).toMatchObject({ tripId: 'fill-000002' });
  });

  it('that a part of is sold alone is flat again', () => {
    const history = [
      buy(0, '0.01234', '60000', { fee: '0.00001234', feeCurrency: 'BTC' }),
      sell(1, '0.01232', '61000'),
      sell(2, '0.000002', '62000'),
    ];
    expect(outcomes(...history)[2]).toMatchObject({ closedTrip: { id: 'fill-000002', exits: 1 } });
  });

  it('that is sold alone is a trip of its own', () => {
    const history = [buy(0, '1.005', '100'), sell(1, '1', '100'), sell(2, '0.005', '300')];
    const [, , last] = matchFills('BTC-USD', history, { increment: '0.01' });
    expect(last?.outcome).toMatchObject({
      tripId: 'fill-000002',
      closedTrip: { openedAt: START_MS, entries: 0, exits: 1, pnl: '1', heldQty: '0' },
    });
  });

  it('leaves nothing held since', () => {
    const ledger = openLedger('BTC-USD', { increment: '0.01' });
    ledger.book(buy(0, '1.005', '100'));
    ledger.book(sell(1, '1', '100'));
    expect(ledger.held()).toEqual({ qty: '0.005', cost: '0.5', averagePrice: 100, openedAt: null });
    expect(ledger.openTrip()).toBeNull();
  });

  it('that is all a buy brings in does not end the trip that it opens', () => {
    const [bought, sold] = outcomes(buy(0, '0.000000000001', '1'), sell(1, '0.000000000001', '2'));
    expect(bought).toMatchObject({ tripId: 'fill-000000', closedTrip: null });
    expect(sold?.closedTrip).toMatchObject({ id: 'fill-000000', pnl: '0.000000000001' });
  });
});

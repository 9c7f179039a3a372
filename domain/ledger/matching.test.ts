import { describe, expect, it } from 'vitest';
import { buy, START_MS, sell } from '../testing/builders.ts';
import { matchFills } from '../testing/match-fills.ts';
import { openLedger } from './ledger.ts';

const scaledIn = [buy(0, '1', '100', { fee: '1' }), buy(1, '1', '200', { fee: '3' }), buy(2, '2', '300')];

function sales(matching: 'fifo' | 'lifo' | 'average', ...sold: ReturnType<typeof sell>[]) {
  return matchFills('BTC-USD', [...scaledIn, ...sold], { matching })
    .slice(scaledIn.length)
    .map(({ outcome }) => outcome);
}

describe('matching', () => {
  it('by FIFO takes the oldest lots and tells each part', () => {
    // 1 of the lot of 101 and half a unit of the lot of 203; the fee of 3 falls on the parts by 2 to 1.
    const [outcome] = sales('fifo', sell(3, '1.5', '400', { fee: '3' }));
    expect(outcome).toMatchObject({ pnl: '394.5', gross: '400', entryValue: '200', openedAt: START_MS });
    expect(outcome?.matches).toMatchObject([
      { lotId: 'fill-000000', source: 'buy', qty: '1', cost: '101', entryValue: '100', proceeds: '398' },
      { lotId: 'fill-000001', source: 'buy', qty: '0.5', cost: '101.5', entryValue: '100', proceeds: '199' },
    ]);
    expect(outcome?.matches.map(({ pnl }) => pnl)).toEqual(['297', '97.5']);
  });

  it('by LIFO takes the newest lots, and the rest of one again before older ones', () => {
    const [first, second] = sales('lifo', sell(3, '1', '400'), sell(4, '2', '400'));
    expect(first?.matches).toMatchObject([{ lotId: 'fill-000002', cost: '300', pnl: '100' }]);
    expect(second?.matches).toMatchObject([
      { lotId: 'fill-000002', qty: '1', pnl: '100' },
      { lotId: 'fill-000001', qty: '1', cost: '203', pnl: '197' },
    ]);
    expect(second).toMatchObject({ heldHours: 2.5, openedAt: START_MS + 3_600_000 });
  });

  it('by LIFO lets a buy in between be sold first', () => {
    const history = [buy(0, '1', '10'), sell(1, '0.5', '20'), buy(2, '1', '30'), sell(3, '1.5', '40')];
    const outcome = matchFills('BTC-USD', history, { matching: 'lifo' }).at(-1)?.outcome;
    expect(outcome?.matches).toMatchObject([
      { lotId: 'fill-000002', pnl: '10' },
      { lotId: 'fill-000000', pnl: '15' },
    ]);
  });

  // All four cost 904 with fees and 900 without: 226 and 225 on average.
  it('by average cost takes the oldest lots at the average of all', () => {
    const [outcome] = sales('average', sell(3, '2', '400'));
    expect(outcome).toMatchObject({ pnl: '348', gross: '350', heldHours: 2.5 });
    expect(outcome?.matches).toMatchObject([
      { lotId: 'fill-000000', qty: '1', cost: '226', entryValue: '225' },
      { lotId: 'fill-000001', qty: '1', cost: '226', entryValue: '225' },
    ]);
  });

  it('by average cost gives the last unit what rounding left of the cost', () => {
    const thirds = [buy(0, '3', '3', { fee: '1' }), ...[1, 2, 3].map((n) => sell(n, '1', '4'))];
    const parts = matchFills('BTC-USD', thirds, { matching: 'average' }).slice(1);
    expect(parts.map(({ outcome }) => outcome.matches[0]?.cost)).toEqual([
      '3.333333333333333333333333333333',
      '3.333333333333333333333333333334',
      '3.333333333333333333333333333333',
    ]);
  });

  it.each(['fifo', 'lifo', 'average'] as const)('by %s knows what is held and what it cost', (matching) => {
    const ledger = openLedger('BTC-USD', { matching });
    for (const bought of scaledIn) ledger.book(bought);
    expect(ledger.held()).toEqual({ qty: '4', cost: '904', averagePrice: 225, openedAt: START_MS });
    ledger.book(sell(3, '2', '400'));
    const left = { fifo: ['600', 300], lifo: ['304', 150], average: ['452', 225] } as const;
    expect(ledger.held()).toMatchObject({ cost: left[matching][0], averagePrice: left[matching][1] });
  });
});

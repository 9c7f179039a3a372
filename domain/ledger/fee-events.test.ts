import { describe, expect, it } from 'vitest';
import { buy, START_MS, sell } from '../testing/builders.ts';
import { feeEvents } from './fee-events.ts';
import { openLedger } from './ledger.ts';

const symbolOf = (asset: string) => (asset === 'BNB' ? 'BNB-USD' : null);

describe('fees in a third asset', () => {
  it("take the asset's own inventory, a rebate brings in some of unknown cost", () => {
    const fills = [
      buy(0, '1', '100', { fee: '0.01', feeCurrency: 'bnb' }),
      sell(1, '1', '110', { fee: '-0.02', feeCurrency: 'BNB' }),
    ];
    const rest = { symbol: 'BNB-USD', value: null, ofFill: true };
    expect(feeEvents(fills, symbolOf)).toEqual([
      { id: 'fill-000000:fee', kind: 'fee', qty: '0.01', ts: START_MS, ...rest },
      { id: 'fill-000001:fee', kind: 'reward', qty: '0.02', ts: START_MS + 3_600_000, ...rest },
    ]);
  });

  it.each([
    ['in the quote asset', { fee: '1', feeCurrency: 'USD' }],
    ['in the base asset', { fee: '0.1', feeCurrency: 'BTC' }],
    ['without a currency', { fee: '1', feeCurrency: null }],
    ['of nothing', { fee: '0', feeCurrency: 'BNB' }],
    ['in an asset without a ledger', { fee: '1', feeCurrency: 'XYZ' }],
    ['of a fill that is refused', { fee: '1', feeCurrency: 'BNB', qty: '0' }],
  ])('are none %s', (_, over) => {
    expect(feeEvents([buy(0, '1', '100', over)], symbolOf)).toEqual([]);
  });

  it("leave the asset's P&L alone", () => {
    const ledger = openLedger('BNB-USD');
    ledger.book(buy(0, '1', '300', { symbol: 'BNB-USD' }));
    const [paid] = feeEvents([sell(1, '1', '110', { fee: '0.25', feeCurrency: 'BNB' })], symbolOf);
    expect(paid && ledger.move(paid)).toEqual({ pnl: null, closedTrip: null, refused: null });
    expect(ledger.held()).toMatchObject({ qty: '0.75', cost: '225' });
  });
});

import { describe, expect, it } from 'vitest';
import type { LotMatch, TradeLedger } from '../../../../contracts/trades.ts';
import { heldHoursOf, tellLots } from './lot-text.ts';

const match = (sale: number, qty: string, pnl: string): LotMatch => ({
  saleId: `01J0000000000000000000000${sale}`,
  buyId: null,
  source: 'buy',
  qty,
  cost: '1',
  proceeds: '1',
  pnl,
  openedAt: '2026-03-01T10:00:00.000Z',
  closedAt: '2026-03-01T11:30:00.000Z',
});
const EMPTY: TradeLedger = {
  matches: [],
  unknownQty: '0',
  heldQty: null,
  gross: null,
  r: null,
  roundTrip: null,
  excursion: null,
  enteredCost: null,
};
const sale = { side: 'SELL', symbol: 'BTC-USD', qty: '0.5' } as const;
const buy = { ...sale, side: 'BUY' } as const;

describe('the lots in words', () => {
  it('add up what a sale made of them', () => {
    const matches = [match(1, '0.2', '0.1'), match(1, '0.3', '0.2')];
    expect(tellLots(sale, { ...EMPTY, matches })).toBe('2 lots made +0.30 USD net of fees.');
  });

  it('tell what of a sale has no known cost', () => {
    const partly = { ...EMPTY, matches: [match(1, '0.2', '10')], unknownQty: '0.3' };
    expect(tellLots(sale, partly)).toBe(
      '1 lot made +10.00 USD net of fees. The cost of another 0.3 BTC is not known.',
    );
    expect(tellLots(sale, { ...EMPTY, unknownQty: '0.5' })).toBe(
      'It is not known what the 0.5 BTC were bought for.',
    );
  });

  it('tell what became of a buy, counting each sale once', () => {
    const matches = [match(1, '0.1', '-5'), match(1, '0.1', '2'), match(2, '0.1', '1')];
    expect(tellLots(buy, { ...EMPTY, matches, heldQty: '0.2' })).toBe(
      '0.3 BTC sold in 2 sales made −2.00 USD net of fees; 0.2 BTC still held.',
    );
    expect(tellLots(buy, { ...EMPTY, matches, heldQty: '0' })).toContain('Nothing of it is left.');
    expect(tellLots(buy, { ...EMPTY, heldQty: '0.5' })).toBe('All of it is still held.');
  });

  it('know how long a lot was held, if they know since when', () => {
    expect(heldHoursOf(match(1, '1', '0'))).toBe(1.5);
    expect(heldHoursOf({ ...match(1, '1', '0'), openedAt: null })).toBeNull();
  });
});

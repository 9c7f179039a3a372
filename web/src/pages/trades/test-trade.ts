import type { Trade } from '../../../../contracts/trades.ts';

/** The id of the nth trade or order. */
export const idOf = (n: number) => `01J${String(n).padStart(23, '0')}`;

/** The nth trade, of the nth minute: a sale of one fill of which nothing is known yet. */
export const testTrade = (n: number, over: Partial<Trade> = {}): Trade => ({
  id: idOf(n),
  broker: 'coinbase',
  extId: String(n),
  symbol: 'BTC-USD',
  side: 'SELL',
  qty: '0.1',
  price: '100.00',
  fee: '0.1',
  feeCurrency: 'USD',
  ts: new Date(Date.UTC(2026, 2, 1) + n * 60_000).toISOString(),
  basis: 'unknown',
  pnl: null,
  heldHours: null,
  orderId: null,
  labels: [],
  ...over,
});

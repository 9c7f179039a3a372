import type { LotMatch, Trade, TradeLedger } from '../../../../contracts/trades.ts';
import { baseOf, formatQuantity, quoteOf } from '../../format/decimal.ts';
import { formatPnl } from '../../format/money.ts';
import { sumDecimals } from '../../format/sum-decimals.ts';

const MS_PER_HOUR = 3_600_000;

/** null where it is not known when the lot was opened. */
export function heldHoursOf(match: Pick<LotMatch, 'openedAt' | 'closedAt'>): number | null {
  if (match.openedAt === null) return null;
  return (Date.parse(match.closedAt) - Date.parse(match.openedAt)) / MS_PER_HOUR;
}

/** The answer before the table. */
export function tellLots(trade: Pick<Trade, 'side' | 'symbol' | 'qty'>, ledger: TradeLedger): string {
  const { matches, heldQty, unknownQty } = ledger;
  const quantity = (value: string) => `${formatQuantity(value)} ${baseOf(trade.symbol)}`;
  const quote = quoteOf(trade.symbol);
  const result = `${formatPnl(sumDecimals(matches.map((match) => match.pnl)), quote)} ${quote} net of fees`;
  const unknown = /[1-9]/.test(unknownQty);
  if (trade.side === 'SELL') {
    if (matches.length === 0) return `It is not known what the ${quantity(trade.qty)} were bought for.`;
    const lots = `${matches.length} ${matches.length === 1 ? 'lot' : 'lots'} made ${result}.`;
    return unknown ? `${lots} The cost of another ${quantity(unknownQty)} is not known.` : lots;
  }
  if (matches.length === 0) return `All of it is still held.`;
  const sales = new Set(matches.map((match) => match.saleId)).size;
  const sold = `${quantity(sumDecimals(matches.map((match) => match.qty)))} sold in ${sales} ${sales === 1 ? 'sale' : 'sales'} made ${result}`;
  return heldQty !== null && /[1-9]/.test(heldQty)
    ? `${sold}; ${quantity(heldQty)} still held.`
    : `${sold}. Nothing of it is left.`;
}

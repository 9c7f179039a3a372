import { Big } from 'big.js';
import type { TraderFill } from '../market/fill.ts';

/** A row of GET /api/v3/myTrades. */
export interface BinanceTrade {
  symbol: string;
  id: number;
  orderId: number;
  orderListId: number;
  price: string;
  qty: string;
  quoteQty: string;
  commission: string;
  commissionAsset: string;
  time: number;
  isBuyer: boolean;
  isMaker: boolean;
  isBestMatch: boolean;
}

const DECIMALS = 8;
const FEE = 0.001;
/** Ids count all trades of a market, not those of one account. */
const FIRST_ID = 28_457;
const ID_STEP = 13;
const FIRST_ORDER = 100_234;

/** ADA-USD: ADAUSDT. Dollars are tethers here. */
export function symbolOf(productId: string): { symbol: string; base: string; quote: string } | undefined {
  const [base, quote, ...more] = productId.split('-');
  if (base === undefined || quote === undefined || more.length > 0) return undefined;
  const coin = quote === 'USD' ? 'USDT' : quote;
  return { symbol: base + coin, base, quote: coin };
}

/**
 * Trades after those that there are; what is no spot trade is none here. The fee of a purchase is taken off the coins, so that a sale sells a
 * thousandth less than the trader meant to: no more than is there.
 */
export function toTrades(fills: readonly TraderFill[], before: readonly BinanceTrade[]): BinanceTrade[] {
  const counts = new Map<string, number>();
  for (const { symbol } of before) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  const orders = new Map<string, number>();
  return fills.flatMap((fill) => {
    const market = symbolOf(fill.productId);
    if (!market) return [];
    const { symbol, base, quote } = market;
    const order = orders.get(fill.orderKey) ?? FIRST_ORDER + before.length + orders.size;
    orders.set(fill.orderKey, order);
    const isBuyer = fill.side === 'BUY';
    const size = fill.sizeInQuote ? new Big(fill.size).div(fill.price) : new Big(fill.size);
    const qty = (isBuyer ? size : size.times(1 - FEE)).round(DECIMALS, Big.roundDown);
    // Less than the smallest unit.
    if (qty.eq(0)) return [];
    const count = counts.get(symbol) ?? 0;
    counts.set(symbol, count + 1);
    const quoteQty = qty.times(fill.price).round(DECIMALS, Big.roundDown);
    const commission = (isBuyer ? qty : quoteQty).times(FEE).round(DECIMALS, Big.roundDown);
    return {
      symbol,
      id: FIRST_ID + count * ID_STEP,
      orderId: order,
      orderListId: -1,
      price: new Big(fill.price).toFixed(DECIMALS),
      qty: qty.toFixed(DECIMALS),
      quoteQty: quoteQty.toFixed(DECIMALS),
      commission: commission.toFixed(DECIMALS),
      commissionAsset: isBuyer ? base : quote,
      time: fill.tsMs,
      isBuyer,
      isMaker: fill.liquidity === 'MAKER',
      isBestMatch: true,
    };
  });
}

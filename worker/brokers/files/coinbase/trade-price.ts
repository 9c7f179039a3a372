import { absolute, compare, minus, plainDecimal, quotient, times } from '../values/decimals.ts';
import type { TradeNote } from './notes.ts';
import type { TransactionCells } from './transaction-columns.ts';

export interface TradePrice {
  price: string;
  /** In the quote asset. */
  fee: string | null;
}

/** A price column that is off by more than this (and a cent) was rounded: it says $0.00 of a coin that is worth less. */
const ROUNDING = '0.01';

/** Money as Coinbase writes it, whatever the currency's sign ("-Kč24,741.93"), without its sign. */
export function moneyOf(text: string): string | null {
  const amount = plainDecimal(text.replace(/^[-+−(]?\s*[^\d.,]*/u, '').replace(/[^\d]*$/u, ''));
  return amount === null ? null : absolute(amount);
}

/**
 * Price and fee of a trade of `qty`. The columns are in the price currency; the note is in what was really paid with, which can be another
 * (USDC beside USD).
 * @returns null where neither tells a price
 */
export function priceOfTrade(
  cells: TransactionCells,
  qty: string,
  quote: string,
  note: TradeNote | null,
): TradePrice | null {
  const subtotal = moneyOf(cells.subtotal);
  const total = moneyOf(cells.total);
  const fees = moneyOf(cells.fees);
  if (quote === cells.currency.toUpperCase()) {
    const price = listedPrice(moneyOf(cells.price), subtotal, qty);
    return price === null ? null : { price, fee: chargedFee(subtotal, total, fees) };
  }
  const paid = note?.total ?? null;
  if (note?.price && compare(note.price, '0') > 0) {
    const fee = paid === null ? null : absolute(minus(paid, times(note.price, qty)));
    return { price: note.price, fee };
  }
  if (paid === null) return null;
  // What was paid is split into worth and fee as the columns split it.
  const worth = subtotal !== null && total !== null ? quotient(times(paid, subtotal), total) : null;
  const price = quotient(worth ?? paid, qty);
  return price === null ? null : { price, fee: worth === null ? null : absolute(minus(paid, worth)) };
}

/** The spread is not always in the fees column: what was charged is what the total differs by. The column has more digits where they agree. */
function chargedFee(subtotal: string | null, total: string | null, fees: string | null): string | null {
  if (subtotal === null || total === null) return fees;
  const charged = absolute(minus(total, subtotal));
  const agrees = fees !== null && compare(absolute(minus(charged, fees)), ROUNDING) <= 0;
  return agrees ? fees : charged;
}

function listedPrice(price: string | null, subtotal: string | null, qty: string): string | null {
  if (subtotal === null || compare(subtotal, '0') === 0) return price;
  const off = price === null ? subtotal : absolute(minus(times(price, qty), subtotal));
  const isRounded = compare(off, ROUNDING) > 0 && compare(off, times(subtotal, ROUNDING)) > 0;
  const isNothing = price === null || compare(price, '0') === 0;
  return isRounded || isNothing ? quotient(subtotal, qty) : price;
}

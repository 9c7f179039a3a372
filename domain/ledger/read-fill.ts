import type { Big } from 'big.js';
import type { Fill, FillRefusal } from './fill.ts';
import { parseDecimal, ZERO } from './money.ts';

/** A fill whose figures the ledger can rely on. */
export type ReadFill = { qty: Big; price: Big; fee: Big };

/**
 * Reads a fill's figures. The importer validates first; this keeps one bad row from moving inventory.
 * @returns the figures, or the reason why the fill is left out.
 */
export function readFill(
  fill: Fill,
  symbol: string,
): { ok: true; figures: ReadFill } | { ok: false; reason: FillRefusal } {
  if (fill.symbol !== symbol) return { ok: false, reason: 'other_product' };
  if (!Number.isFinite(fill.ts)) return { ok: false, reason: 'time_not_valid' };
  const qty = parseDecimal(fill.qty);
  if (qty === null || qty.lte(ZERO)) return { ok: false, reason: 'qty_not_positive' };
  const price = parseDecimal(fill.price);
  if (price === null || price.lte(ZERO)) return { ok: false, reason: 'price_not_positive' };
  const fee = fill.fee === null ? ZERO : parseDecimal(fill.fee);
  if (fee === null) return { ok: false, reason: 'fee_not_a_number' };
  return { ok: true, figures: { qty, price, fee } };
}

import type { Big } from 'big.js';
import type { Fill, FillRefusal, InventoryEvent } from './fill.ts';
import { parseDecimal, parsePositive, ZERO } from './money.ts';

/** A fill whose figures the ledger can rely on. */
export type ReadFill = { qty: Big; price: Big; fee: Big };

type Reading<Figures> = { ok: true; figures: Figures } | { ok: false; reason: FillRefusal };

/**
 * Reads a fill's figures. The importer validates first; this keeps one bad row from moving inventory.
 * @returns the figures, or the reason why the fill is left out.
 */
export function readFill(fill: Fill, symbol: string): Reading<ReadFill> {
  const entry = readEntry(fill, symbol);
  if (!entry.ok) return entry;
  const price = parsePositive(fill.price);
  if (price === null) return { ok: false, reason: 'price_not_positive' };
  const fee = fill.fee === null ? ZERO : parseDecimal(fill.fee);
  if (fee === null) return { ok: false, reason: 'fee_not_a_number' };
  return { ok: true, figures: { qty: entry.figures.qty, price, fee } };
}

/** Reads an inventory event's figures. A value that is not above zero says nothing about a cost: null. */
export function readEvent(event: InventoryEvent, symbol: string): Reading<{ qty: Big; value: Big | null }> {
  const entry = readEntry(event, symbol);
  return entry.ok ? { ok: true, figures: { ...entry.figures, value: parsePositive(event.value) } } : entry;
}

function readEntry(entry: Fill | InventoryEvent, symbol: string): Reading<{ qty: Big }> {
  if (entry.symbol !== symbol) return { ok: false, reason: 'other_product' };
  if (!Number.isFinite(entry.ts)) return { ok: false, reason: 'time_not_valid' };
  const qty = parsePositive(entry.qty);
  return qty ? { ok: true, figures: { qty } } : { ok: false, reason: 'qty_not_positive' };
}

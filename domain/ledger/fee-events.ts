import type { Fill, InventoryEvent } from './fill.ts';
import { formatDecimal, isPositive, isZero } from './money.ts';
import { readFill } from './read-fill.ts';
import { feeAssetOf } from './split-fee.ts';

/**
 * What fees in a third asset do to that asset's own inventory, in the order of the fills: a fee takes it, a rebate brings in some of unknown
 * cost. Give only the fills of one account, each once. Fills that a ledger would refuse are passed over.
 * @param symbolOf the product whose ledger holds an asset; null: no ledger does.
 * @returns one event per such fill; its id is the fill's with `:fee` behind it.
 */
export function feeEvents(
  fills: readonly Fill[],
  symbolOf: (asset: string) => string | null,
): InventoryEvent[] {
  return fills.flatMap((fill) => {
    const read = readFill(fill, fill.symbol);
    const { asset, role } = feeAssetOf(fill);
    const symbol = role === 'third' ? symbolOf(asset) : null;
    if (!read.ok || symbol === null || isZero(read.figures.fee)) return [];
    const { fee } = read.figures;
    return {
      id: `${fill.id}:fee`,
      symbol,
      kind: isPositive(fee) ? ('fee' as const) : ('reward' as const),
      qty: formatDecimal(fee.abs()),
      value: null,
      ts: fill.ts,
      ofFill: true as const,
    };
  });
}

import type { Balance } from '../../contracts/brokers.ts';
import type { Decimal } from '../../contracts/decimal.ts';
import { formatDecimal, restoreDecimal, ZERO } from './money.ts';

/** Net of all that was read of an asset, and the sum of all that came and went. */
export type BookedAsset = { asset: string; qty: Decimal; turnover: Decimal };

const DUST = restoreDecimal('0.00000001');
/** Venues round each amount that they book; the errors add up with what is turned over. */
const ROUNDING = restoreDecimal('0.000001');

/**
 * What a venue says that it holds beside what the books make of everything that was read, in the asset's own unit; what differs comes first, then by
 * asset. Equal is what differs by less than 1e-8, or than a millionth of all that came and went. An asset that neither has is left out.
 */
export function reconcile(
  atBroker: readonly { asset: string; qty: Decimal }[],
  booked: readonly BookedAsset[],
): Balance[] {
  const held = new Map(atBroker.map(({ asset, qty }) => [asset, restoreDecimal(qty)]));
  const books = new Map(booked.map((row) => [row.asset, row]));
  const balances = [...new Set([...held.keys(), ...books.keys()])].map((asset) => {
    const there = held.get(asset) ?? ZERO;
    const here = restoreDecimal(books.get(asset)?.qty ?? '0');
    const difference = there.minus(here);
    const rounding = restoreDecimal(books.get(asset)?.turnover ?? '0').times(ROUNDING);
    const agrees = difference.abs().lte(rounding.gt(DUST) ? rounding : DUST);
    return {
      asset,
      atBroker: formatDecimal(there),
      inBooks: formatDecimal(here),
      difference: formatDecimal(difference),
      agrees,
      isNothing: there.eq(0) && here.eq(0),
    };
  });
  return balances
    .filter(({ isNothing }) => !isNothing)
    .map(({ isNothing: _, ...balance }) => balance)
    .sort((a, b) => Number(a.agrees) - Number(b.agrees) || (a.asset < b.asset ? -1 : 1));
}

import type { Decimal } from '../../contracts/decimal.ts';

/** Result over the risk that the trader takes per trade, both in the quote asset; null where no risk is set: R unavailable. */
export function riskMultiple(pnl: Decimal, riskPerTrade: Decimal | null): number | null {
  return riskPerTrade === null ? null : Number(pnl) / Number(riskPerTrade);
}

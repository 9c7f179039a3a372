import type { Decimal } from '../../contracts/decimal.ts';
import type { ReportFact } from './report-fact.ts';
import { sumOf, toDecimal, toUnits } from './units.ts';

/** All fees of all fills, those of positions that are still open included. A fee that could not be valued is in no figure. */
export function feesPaid(facts: readonly ReportFact[]): Decimal {
  return toDecimal(sumOf(facts.map(({ fee }) => toUnits(fee ?? '0'))));
}

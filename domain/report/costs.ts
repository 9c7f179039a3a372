import type { Insights } from '../../contracts/insights.ts';
import type { Measure } from '../../contracts/measure.ts';
import { feesPaid } from './fees.ts';
import { lacks, notEnough } from './measures.ts';
import type { ReportFill } from './orders.ts';
import { ratioOf, sumOf, toDecimal, toUnits, type Units } from './units.ts';

/** As of a win rate: the gross result of fewer trades is mostly chance, and it is what fees are held against. */
const FEWEST_TRADES = 20;

/**
 * What trading costs (Barber & Odean 2000). feeChurn is of what was realised: the fees that lie in net over the gross result of the same sales.
 * @param monthOf the month of the trader's own zone
 */
export function measureCosts(
  fills: readonly ReportFill[],
  trades: number,
  monthOf: (ts: number) => string,
): Insights['costs'] {
  const gross = sumOf(fills.map((fill) => fill.gross));
  const net = sumOf(fills.map((fill) => fill.net));
  const months = Map.groupBy(
    fills.map(({ fact }) => fact),
    ({ ts }) => monthOf(ts),
  );
  return {
    feeChurn: lacks('trades', trades, FEWEST_TRADES) ?? feeChurn(gross, gross - net, trades),
    feesPaid: feesPaid(fills.map(({ fact }) => fact)),
    gross: toDecimal(gross),
    turnover: [...months].map(([month, facts]) => ({
      month,
      value: toDecimal(sumOf(facts.map(({ value }) => toUnits(value)))),
      fees: feesPaid(facts),
    })),
  };
}

function feeChurn(gross: Units, fees: Units, n: number): Measure {
  if (gross <= 0n) return notEnough('the gross result is not above zero', n, FEWEST_TRADES);
  return { known: true, value: ratioOf(fees, gross), n };
}

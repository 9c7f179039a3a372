import type { Decimal } from '../../contracts/decimal.ts';
import type { Stats } from '../../contracts/stats.ts';
import { openZone } from '../history/local-time.ts';
import { onceADay } from './calendar.ts';
import { dayRows, hourRows, productRows, weekdayRows } from './cells.ts';
import { maxDrawdown } from './drawdown.ts';
import { feesPaid } from './fees.ts';
import { labelRows, timeline } from './label-rows.ts';
import { groupOrders, isTrade, readFills } from './orders.ts';
import type { ReportFact, ReportScope, TripFact } from './report-fact.ts';
import { measureResults } from './results.ts';
import { measureRoundTrips } from './round-trips.ts';
import { describeScope } from './scope.ts';
import { tallyBy, tallyResults, tallyRow } from './tally.ts';
import { sumOf, toDecimal, toUnits } from './units.ts';

/** All of the contract's Stats but what needs the present: other currencies and what is held now. */
export type StatsFigures = Omit<Stats, 'currencies' | 'positions'>;

/**
 * What a period's fills came to; the contract says what each figure is. Pure: the same facts give the same bytes in any order.
 * @param input.facts of the scope's currency, inside its period
 * @param input.trips that closed inside the period, or are open
 * @param input.riskPerTrade in the scope's currency, above zero; null: results are not told in R
 */
export function computeStats(input: {
  scope: ReportScope;
  facts: readonly ReportFact[];
  trips: readonly TripFact[];
  riskPerTrade: Decimal | null;
}): StatsFigures {
  const zone = openZone(input.scope.timezone);
  const fills = readFills(input.facts);
  const orders = groupOrders(fills);
  const trades = orders.filter(isTrade);
  const whole = tallyResults(trades.map(({ result }) => result));
  const gross = sumOf(fills.map((fill) => fill.gross));
  return {
    ...describeScope(input.scope),
    ...tallyRow(whole),
    fills: fills.length,
    orders: orders.length,
    gross: toDecimal(gross),
    fees: toDecimal(gross - whole.net),
    feesPaid: feesPaid(input.facts),
    feesLeftOut: input.facts.filter(({ fee }) => fee === null).length,
    ...measureResults(trades, input.riskPerTrade),
    maxDrawdown: maxDrawdown(fills),
    unknownBasis: unknownBasis(input.facts),
    roundTrips: measureRoundTrips(input.trips),
    days: dayRows(tallyBy(fills, trades, onceADay(zone, zone.dayOf))),
    weekdays: weekdayRows(tallyBy(fills, trades, zone.weekdayOf)),
    hours: hourRows(tallyBy(fills, trades, zone.hourOf)),
    products: productRows(
      tallyBy(fills, trades, (_, symbol) => symbol),
      fills,
    ),
    labels: labelRows(orders),
    timeline: timeline(orders, onceADay(zone, zone.mondayOf)),
  };
}

function unknownBasis(facts: readonly ReportFact[]): Stats['unknownBasis'] {
  const sales = facts.filter(({ basis }) => basis === 'partial' || basis === 'unknown');
  const proceeds = sumOf(sales.map(({ unknownProceeds }) => toUnits(unknownProceeds)));
  return { fills: sales.length, proceeds: toDecimal(proceeds) };
}

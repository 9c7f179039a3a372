import type { Insights } from '../../contracts/insights.ts';
import { openZone } from '../history/local-time.ts';
import { measureBiasCosts } from './bias-costs.ts';
import { onceADay } from './calendar.ts';
import { measureCosts } from './costs.ts';
import { measureDisposition } from './disposition.ts';
import { measureFomo } from './fomo-lift.ts';
import { measureHoldTime } from './hold-time.ts';
import { groupOrders, isTrade, readFills } from './orders.ts';
import { measureRegretRebuy } from './regret-rebuy.ts';
import type { BaseRate, ReportFact, ReportScope } from './report-fact.ts';
import { measureRevenge } from './revenge.ts';
import { describeScope } from './scope.ts';

/**
 * What a period's fills tell of habits; the contract says what each figure is. Pure: the same facts and seed give the same bytes
 * in any order.
 * @param input.facts of the scope's currency, inside its period
 * @param input.baseRates of the products and months of its buys, as far as they are known
 * @param input.seed of the bootstrap, an integer
 */
export function computeInsights(input: {
  scope: ReportScope;
  facts: readonly ReportFact[];
  baseRates: readonly BaseRate[];
  seed: number;
}): Omit<Insights, 'currencies'> {
  const zone = openZone(input.scope.timezone);
  const fills = readFills(input.facts);
  const orders = groupOrders(fills);
  const trades = orders.filter(isTrade);
  const entries = orders.filter(({ side }) => side === 'BUY');
  return {
    ...describeScope(input.scope),
    disposition: measureDisposition(trades),
    holdTime: measureHoldTime(trades),
    fomo: measureFomo(entries, input.baseRates),
    revenge: measureRevenge(entries, trades),
    regretRebuy: measureRegretRebuy(entries),
    costs: measureCosts(fills, trades.length, onceADay(zone, zone.monthOf)),
    biasCosts: measureBiasCosts(orders, input.seed),
  };
}

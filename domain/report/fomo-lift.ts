import type { Insights } from '../../contracts/insights.ts';
import type { Measure } from '../../contracts/measure.ts';
import { type Count, lacks, notEnough, type Share, shareOf } from './measures.ts';
import type { Order } from './orders.ts';
import type { BaseRate } from './report-fact.ts';

/** A share of a tenth, as is usual of FOMO, is expected twice among 20. */
const FEWEST_BUYS = 20;

/**
 * FOMO's lift: a rule that half of all hours meet says little of a buy that meets it. Both sides are held against
 * everybody's thresholds, whatever the trader's own are. The base rate is that of the
 * hours of each buy's product and month, weighted by buys, so that both sides speak of the same markets. A buy that could not be
 * scored is in no share; one without a base rate is in `share` but not compared, so that lift × baseRate is the share of those that are.
 * The hours are so many more than the buys that the lift's interval is the share's over the base rate.
 */
export function measureFomo(entries: readonly Order[], baseRates: readonly BaseRate[]): Insights['fomo'] {
  const rates = new Map<string, number>();
  for (const { symbol, month, hours, met } of baseRates)
    if (hours > 0) rates.set(`${symbol} ${month}`, met / hours);
  const scored = entries.filter(({ meetsFomo }) => meetsFomo !== null);
  const compared = scored.flatMap(({ meetsFomo, symbol, firstTs }) => {
    const rate = rates.get(`${symbol} ${new Date(firstTs).toISOString().slice(0, 7)}`);
    return rate === undefined ? [] : [{ meetsFomo, rate }];
  });
  const few = lacks('buys in months with candles', compared.length, FEWEST_BUYS);
  const baseRate = compared.reduce((sum, { rate }) => sum + rate, 0) / compared.length;
  return {
    share: lacks('scored buys', scored.length, FEWEST_BUYS) ?? shareOf(countFomo(scored)),
    baseRate: few ?? { known: true, value: baseRate, n: compared.length },
    lift: few ?? liftOf(shareOf(countFomo(compared)), baseRate),
  };
}

function countFomo(buys: readonly Pick<Order, 'meetsFomo'>[]): Count {
  return { hits: buys.filter(({ meetsFomo }) => meetsFomo).length, n: buys.length };
}

function liftOf({ value, n, low, high }: Share, baseRate: number): Measure {
  if (baseRate === 0) return notEnough('no hour of these months meets the rule', 0, 1);
  return { known: true, value: value / baseRate, n, low: low / baseRate, high: high / baseRate };
}

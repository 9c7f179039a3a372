import type { Insights } from '../../../../contracts/insights.ts';

type Told = Pick<Insights, 'from' | 'currencies'> & { costs: Pick<Insights['costs'], 'turnover'> };

/** Whether there is something to say, nothing in this period or currency, or nothing at all: by what the report is of, not by what is asked for meanwhile. */
export function whatThereIs({ from, currencies, costs }: Told): 'habits' | 'none-here' | 'no-trades' {
  if (costs.turnover.length > 0) return 'habits';
  return from === null && currencies.length === 0 ? 'no-trades' : 'none-here';
}

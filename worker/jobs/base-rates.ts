import { saveBaseRates } from '../../db/queries/snapshots.ts';
import { hourMeetsFomo } from '../../domain/bias/base-rate.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { MarketPlan } from '../../domain/engine/plan-markets.ts';
import { type Markets, productKey } from '../../domain/engine/trader.ts';
import { countHours } from '../../domain/market/count-hours.ts';
import type { Context } from '../context.ts';

/** Counts in the months that were loaded anyway how often the market itself met the FOMO rule. */
export async function storeBaseRates(
  ctx: Context,
  plans: readonly MarketPlan[],
  { products }: Markets,
): Promise<void> {
  const rates = plans.flatMap(({ broker, symbol, months }) => {
    const market = products.get(productKey(broker, symbol));
    if (!market) return [];
    // The first month has no month before it to warm the indicators up.
    return months.slice(1).map((month) => ({
      source: broker,
      symbol,
      month,
      version: RULES_VERSION,
      ...countHours(market, month, hourMeetsFomo),
    }));
  });
  await saveBaseRates(ctx.db, rates);
}

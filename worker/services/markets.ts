import type { Context } from '../context.ts';
import { hourlySnapshots } from '../market/hourly-candles.ts';
import type { LoadSnapshots } from '../market/load-markets.ts';
import { ok } from '../result.ts';
import { brokerOf } from './brokers.ts';

/** How a scoring gets its candles: what is stored, and the rest from the broker. */
export function snapshotLoader(ctx: Context): LoadSnapshots {
  return async (plan) => {
    const adapter = brokerOf(ctx, plan.broker);
    return adapter ? hourlySnapshots(ctx, adapter.candles, plan) : ok([]);
  };
}

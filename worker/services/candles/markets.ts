import { BROKERS, type Broker } from '../../../contracts/brokers.ts';
import { brokerCircuit } from '../../../durable/stub.ts';
import { guarded } from '../../brokers/guard.ts';
import type { CandleSource } from '../../brokers/port.ts';
import type { Context } from '../../context.ts';
import { hourlySnapshots } from '../../market/hourly-candles.ts';
import type { LoadSnapshots } from '../../market/load-markets.ts';
import { sourceOrder } from '../../market/source-order.ts';
import { vendorSource } from '../../market/vendors/vendor-source.ts';
import { brokerOf } from '../connections/brokers.ts';

/** How a scoring gets its candles: what is stored, and the rest from those who may have it. */
export function snapshotLoader(ctx: Context): LoadSnapshots {
  return async (plan) => hourlySnapshots(ctx, candleSources(ctx, plan.broker), plan);
}

/** Whose candles are read for the products of a venue, the best first; each behind its own circuit breaker. */
export function candleSources(ctx: Context, broker: Broker): CandleSource[] {
  const vendor = vendorSource(ctx.config, (send, name) =>
    guarded(send, brokerCircuit(ctx.env, `vendor:${name}`)),
  );
  const venues = new Map<string, CandleSource>();
  for (const venue of BROKERS) {
    const candles = isRead(ctx, venue) ? brokerOf(ctx, venue)?.candles : undefined;
    if (candles) venues.set(venue, candles);
  }
  const order = sourceOrder(broker, {
    venues: BROKERS.filter((venue) => venues.has(venue)),
    vendor: vendor?.source ?? null,
  });
  return order.flatMap((name) => venues.get(name) ?? (vendor?.source === name ? vendor : []));
}

/** Binance does not serve every region: where it is not read, its candles are not either. */
function isRead({ config }: Context, venue: Broker): boolean {
  return venue !== 'binance' || config.BINANCE_ENABLED === '1';
}

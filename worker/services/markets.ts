import type { Broker } from '../../contracts/brokers.ts';
import { findConnection } from '../../db/queries/connections.ts';
import type { MarketPlan } from '../../domain/engine/plan-markets.ts';
import type { BrokerFailure } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { hourlySnapshots } from '../market/hourly-candles.ts';
import type { LoadSnapshots } from '../market/load-markets.ts';
import type { Snapshot } from '../market/snapshots.ts';
import { ok, type Result } from '../result.ts';
import { accessTokenOf } from './access.ts';
import { brokerOf } from './brokers.ts';

/** How a trader's scoring gets its candles: what is stored, and the rest from the broker. */
export function snapshotLoader(ctx: Context, userId: string): LoadSnapshots {
  const tokens = new Map<Broker, Promise<string | null>>();
  return async (plan) => {
    const token = tokens.get(plan.broker) ?? tokenFor(ctx, userId, plan.broker);
    tokens.set(plan.broker, token);
    return snapshotsFor(ctx, plan, await token);
  };
}

/** Candles are public: a permission that has ended does not leave the fills unscored. */
async function snapshotsFor(
  ctx: Context,
  plan: MarketPlan,
  accessToken: string | null,
): Promise<Result<Snapshot[], BrokerFailure>> {
  const adapter = brokerOf(ctx, plan.broker);
  if (!adapter) return ok([]);
  const found = await hourlySnapshots(ctx, adapter, { ...plan, accessToken });
  const refused = !found.ok && found.failure.kind === 'unauthorized' && accessToken !== null;
  return refused ? hourlySnapshots(ctx, adapter, { ...plan, accessToken: null }) : found;
}

async function tokenFor(ctx: Context, userId: string, broker: Broker): Promise<string | null> {
  const adapter = brokerOf(ctx, broker);
  const connection = await findConnection(ctx.db, userId, broker);
  if (!adapter || connection?.status !== 'active') return null;
  const token = await accessTokenOf(ctx, adapter, connection);
  return token.ok ? token.value : null;
}

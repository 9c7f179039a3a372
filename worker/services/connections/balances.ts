import type { Balance, Broker } from '../../../contracts/brokers.ts';
import { type ConnectionRow, findConnection } from '../../../db/queries/connections.ts';
import { bookedAssets } from '../../../db/queries/syncs.ts';
import { reconcile } from '../../../domain/ledger/reconcile.ts';
import type { Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';

/** What the broker holds, as far as it was asked, beside what the books make of all that was read of it. */
export async function balancesOf(ctx: Context, connection: ConnectionRow): Promise<Balance[]> {
  return reconcile(connection.balances, await bookedAssets(ctx.db, connection.userId, connection.broker));
}

export async function describeBalances(
  ctx: Context,
  userId: string,
  broker: Broker,
): Promise<Result<{ checkedAt: string | null; balances: Balance[] }, 'broker_not_connected'>> {
  const connection = await findConnection(ctx.db, userId, broker);
  if (!connection) return fail('broker_not_connected');
  const checkedAt = connection.balancesAt?.toISOString() ?? null;
  return ok({ checkedAt, balances: checkedAt === null ? [] : await balancesOf(ctx, connection) });
}

import { env } from 'cloudflare:workers';
import { UserResponseSchema } from '../../contracts/auth.ts';
import type { Broker } from '../../contracts/brokers.ts';
import type { Side } from '../../contracts/side.ts';
import { trade } from '../../db/schema/trades.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { contextOf } from '../../worker/context.ts';

/** A trade as an import of a file would store it, without the file. Answers its id and its trader's. */
export async function tradeOf(
  client: TwinClient,
  told: { broker: Broker; symbol: string; ts: string; price?: string; side?: Side },
): Promise<{ id: string; userId: string }> {
  const ctx = contextOf(env);
  const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
  const id = ctx.newId();
  await ctx.db.insert(trade).values({
    ...{ id, userId: user.id, extId: id, qty: '1', price: '1', side: 'BUY' },
    ...told,
    ts: new Date(told.ts),
  });
  return { id, userId: user.id };
}

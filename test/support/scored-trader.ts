import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { vi } from 'vitest';
import { UserResponseSchema } from '../../contracts/auth.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { contextOf } from '../../worker/context.ts';
import { signedUp, steer, uniqueName } from './trader.ts';

const { db } = contextOf(env);

/** Waits until nothing is at work for a trader: every score job has stored all that it had to say. */
export async function atRest(userId: string): Promise<void> {
  await vi.waitUntil(
    async () => {
      const { rows } = await db.execute(
        sql`select from job where user_id = ${userId} and status in ('queued', 'running') limit 1`,
      );
      return rows.length === 0;
    },
    { timeout: 90_000, interval: 50 },
  );
}

/** A trader with so many fills at the simulated Coinbase, all of them scored. */
export async function scoredTrader(
  fills: number,
): Promise<{ client: TwinClient; userId: string; trader: string }> {
  const [client, trader] = [await signedUp(), uniqueName()];
  await steer('/accounts', { name: trader, fills });
  await client.connectCoinbase(trader);
  await client.untilScored(await client.importFills());
  const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
  await atRest(user.id);
  return { client, userId: user.id, trader };
}

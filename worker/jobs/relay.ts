import { markDelivered, undeliveredEvents } from '../../db/queries/outbox.ts';
import { userFeed } from '../../durable/stub.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';

const BATCH = 100;

/**
 * Hands a user's waiting events to the feed, oldest first. The feed's append is idempotent, so that a relay that was killed between
 * the append and the mark, or that ran twice at once, changes nothing.
 */
export async function relay(ctx: Context, userId: string): Promise<void> {
  for (;;) {
    const rows = await undeliveredEvents(ctx.db, userId, BATCH);
    if (rows.length === 0) return;
    await userFeed(ctx.env, userId).append(
      rows.map(({ id, type, v, ts, payload }) => ({
        id,
        type,
        v,
        ts: ts.toISOString(),
        payload: JSON.stringify(payload),
      })),
    );
    await markDelivered(
      ctx.db,
      userId,
      rows.map(({ id }) => id),
    );
    if (rows.length < BATCH) return;
  }
}

/** The same right after a commit: what was committed stays so where the feed cannot be reached, and the sweep hands it over. */
export async function relayNow(ctx: Context, userId: string): Promise<void> {
  await relay(ctx, userId).catch((error: unknown) => logError({ relay: userId }, error));
}

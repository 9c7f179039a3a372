import { EVENT_LIFE_MS } from '../../contracts/feed.ts';
import { dropPartitions, ensurePartitions } from '../../db/queries/outbox.ts';
import type { Context } from '../context.ts';
import { logError } from '../log.ts';
import { watchAudit } from '../services/privacy/audit-log.ts';
import { part } from './part.ts';
import { RETENTION } from './retention.ts';

/**
 * Once a day: partitions of the months to come, and an end to what is kept no longer: events that nobody can ask for any more, and all that
 * retention.ts names. The audit log is gone over.
 */
export async function tidyUp(ctx: Context, at: Date): Promise<void> {
  // First: an event that finds no partition of its month goes into the default one, and is moved out of it later at a price.
  await part('partitions', () => turnPartitions(ctx, at));
  for (const [rule, run] of Object.entries(RETENTION)) await part(rule, () => run(ctx, at));
  await part('audit', () => watchAudit(ctx));
}

async function turnPartitions(ctx: Context, at: Date): Promise<void> {
  await ensurePartitions(ctx.db, at);
  const kept = await dropPartitions(ctx.db, new Date(at.getTime() - EVENT_LIFE_MS));
  if (kept.length > 0)
    logError({ partitions: kept.join(' ') }, new Error('Old events have not reached their feed.'));
}

import { z } from 'zod';
import type { Database } from '../database.ts';
import type { Trader } from '../trader.ts';

const OwnedSchema = z.object({ id: z.string() });

/** I5: whatever a user was shown, over the socket or from the log, is of that user's own. */
export async function foreignData(database: Database, trader: Trader): Promise<string[]> {
  const own = await database.rows(
    OwnedSchema,
    `select id from event_outbox where user_id = $1 union all select id from trade where user_id = $1
     union all select id from job where user_id = $1`,
    [trader.userId],
  );
  const mine = new Set(own.map(({ id }) => id));
  const shown = trader.recorder.applied.flatMap(({ eventId, payload }) => [eventId, ...idsIn(payload)]);
  const framed = trader.recorder.frames.map(({ eventId }) => eventId);
  return [...new Set([...shown, ...framed])]
    .filter((id) => !mine.has(id))
    .map((id) => `${id} was shown to ${trader.userId}, and is not of this user`);
}

/** Every id of a trade or a job that a payload names. */
function idsIn(payload: unknown): string[] {
  const parsed = z
    .object({ tradeId: z.string().optional(), jobId: z.string().optional() })
    .safeParse(payload);
  return parsed.success ? [parsed.data.tradeId, parsed.data.jobId].filter((id) => id !== undefined) : [];
}

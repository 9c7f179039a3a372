import { sql } from 'drizzle-orm';
import { tell } from '../../db/queries/outbox.ts';
import { contextOf } from '../../worker/context.ts';
import { isRelaying, relay } from '../../worker/jobs/relay.ts';
import { AppendSchema } from './control.ts';

/**
 * Tells users events as the product's jobs do: rows of the outbox, committed in Postgres, then the product's own relay to the user's
 * feed. It is a Worker of the benchmark beside the product, since the product has no endpoint that appends an event.
 */
export default {
  async fetch(request, env) {
    const { userId, events } = AppendSchema.parse(await request.json());
    const ctx = contextOf(env);
    const { waiting } = await tell(
      ctx.db,
      userId,
      sql`
      insert into event_outbox (id, user_id, type, v, ts, payload)
      select e.id, ${userId}, e.type, e.v, e.ts, e.payload
      from jsonb_to_recordset(${events}::jsonb) as e(id text, type text, v int, ts timestamptz, payload jsonb)`,
      { isRelaying: isRelaying(userId) },
    );
    await relay(ctx, userId, waiting);
    return new Response(null, { status: 204 });
  },
} satisfies ExportedHandler<Env>;

import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { signedUp } from '../../test/support/trader.ts';
import { contextOf } from '../../worker/context.ts';
import { claimJob, requestJob } from './jobs.ts';
import { endScoring } from './scores.ts';

const { db } = contextOf(env);

test('a worker that has lost its scoring ends none: what another stored since stays', async () => {
  const client = await signedUp();
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  const { id: jobId } = await requestJob(db, { userId: user.id, kind: 'score', key: ulid(), params: {} });
  await claimJob(db, jobId, 'newer', 30_000);
  await db.execute(sql`update "user" set inputs = 2, scored_inputs = 2 where id = ${user.id}`);
  await db.execute(sql`
    insert into round_trip (id, user_id, broker, symbol, opened_at, entries, exits, qty, held_qty, entry_value, gross, fees, pnl, basis)
    values (${ulid()}, ${user.id}, 'coinbase', 'BTC-USD', now(), 1, 0, 1, 1, 60000, 0, 0, 0, 'known')`);
  const stands = async () => {
    const { rows } = await db.execute(sql`
      select scored_inputs::int as scored, (select count(*)::int from round_trip where user_id = ${user.id}) as trips,
             (select params from rule where user_id = ${user.id}) as thresholds
      from "user" where id = ${user.id}`);
    return rows[0];
  };
  const end = (owner: string, inputs: number) =>
    endScoring(
      db,
      { userId: user.id, jobId, owner },
      {
        ...{ inputs, keptTrips: [] },
        personal: [{ id: ulid(), kind: 'personal_thresholds', params: { thresholds: [inputs] } }],
      },
    );
  expect(await end('older', 1)).toBe(false);
  expect(await stands()).toEqual({ scored: 2, trips: 1, thresholds: null });
  expect(await end('newer', 2)).toBe(true);
  expect(await stands()).toEqual({ scored: 2, trips: 0, thresholds: { thresholds: [2] } });
});

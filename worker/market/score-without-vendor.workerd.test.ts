import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { requestJob } from '../../db/queries/jobs.ts';
import { tradeOf } from '../../test/support/plain-trade.ts';
import { healBrokers, signedUp } from '../../test/support/trader.ts';
import { askedOf, healVendors, steerVendors } from '../../test/support/vendors.ts';
import { contextOf } from '../context.ts';
import { runJob } from '../jobs/run-job.ts';

const plain = contextOf(env);
const ctx = { ...plain, config: { ...plain.config, CANDLE_VENDOR: 'bitstamp' as const } };

afterEach(async () => {
  await healBrokers();
  await healVendors();
});

async function jobOf(userId: string) {
  const { rows } = await ctx.db.execute<{ status: string; attempts: number; code: string | null }>(
    sql`select status, attempts, error ->> 'code' as code from job where user_id = ${userId} and kind = 'score'`,
  );
  return rows[0];
}

test('a vendor that limits its requests delays a scoring, is left alone meanwhile, and fails nothing', async () => {
  const client = await signedUp();
  const { userId } = await tradeOf(client, {
    broker: 'kraken',
    symbol: 'LINK-USD',
    ts: '2025-10-15T12:30:00Z',
  });
  await steerVendors({ match: 'linkusd', status: 429, retryAfter: '30', times: 100 });
  const since = Date.now();
  // Without a message, so that no other worker takes it.
  const { id } = await requestJob(ctx.db, { userId, kind: 'score', key: `test ${userId}`, params: {} });
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    await runJob(ctx, id);
    expect(await jobOf(userId)).toEqual({ status: 'queued', attempts: attempt, code: 'broker_rate_limited' });
    await ctx.db.execute(sql`update job set lease_until = null where id = ${id}`);
  }
  const asked = (await askedOf('vendors', since)).filter(({ path }) => path.includes('linkusd'));
  expect(asked).toHaveLength(1);

  await healVendors();
  await runJob(ctx, id);
  expect(await jobOf(userId)).toMatchObject({ status: 'done', code: null });
  const { rows } = await ctx.db.execute<{ provisional: boolean }>(
    sql`select provisional from reflection where user_id = ${userId}`,
  );
  expect(rows).toEqual([{ provisional: false }]);
});

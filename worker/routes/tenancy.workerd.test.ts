import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { againstForeignIds } from '../../test/support/foreign-ids.ts';
import { signedUp, visitor } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { makeDigests } from '../jobs/make-digests.ts';

const { db } = contextOf(env);
const FILE = `trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit
1,BTC-USD,BUY,${new Date(Date.now() - 3_600_000).toISOString()},1,BTC,60000,1,-60001,USD`;

async function withTrades(): Promise<TwinClient> {
  const client = await signedUp();
  const { jobId } = await parse(await client.uploadFile('fills.csv', FILE), JobAcceptedSchema);
  await client.untilScored(jobId);
  return client;
}

test('no route with an id in its path tells whether there is such a thing of another user', async () => {
  const [victim, attacker] = [await withTrades(), await withTrades()];
  const { user } = await (await victim.get('/api/auth/me')).json<{ user: { id: string } }>();
  await makeDigests(contextOf(env), { weekOverAt: new Date().toISOString(), userIds: [user.id] });
  const { rows } = await db.execute<{ id: string }>(sql`
    select id from trade where user_id = ${user.id} union all select id from job where user_id = ${user.id}
    union all select id from digest where user_id = ${user.id}
    union all select id from session where user_id = ${user.id} union all select ${user.id}`);
  const document = await (await visitor().get('/api/openapi.json')).json<{
    paths: Record<string, Record<string, unknown>>;
  }>();
  const ids = rows.map(({ id }) => id);
  expect(await againstForeignIds(document, attacker, ids)).toEqual([]);
  expect((await victim.get('/api/auth/me')).status).toBe(200);
  // The table was read right: to their owner the same ids are something.
  expect(await againstForeignIds(document, victim, ids)).not.toEqual([]);
});

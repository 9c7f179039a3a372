import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { JobAcceptedSchema } from '../../contracts/jobs.ts';
import { parse } from '../../dev/client.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import { signedUp } from '../../test/support/trader.ts';
import { contextOf } from '../../worker/context.ts';
import { claimJob, requestJob } from './jobs.ts';
import { endScore } from './score-jobs.ts';

const { db } = contextOf(env);
const FILE = `trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit
1,BTC-USD,BUY,${new Date(Date.now() - 3_600_000).toISOString()},1,BTC,60000,1,-60001,USD`;

test('a score job that ends badly is told through the import whose fills wait for it', async () => {
  const client = await signedUp();
  const { jobId } = await parse(await client.uploadFile('fills.csv', FILE), JobAcceptedSchema);
  await client.untilScored(jobId);
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  await db.execute(sql`delete from reflection where user_id = ${user.id}`);

  const wanted = await requestJob(db, { userId: user.id, kind: 'score', key: ulid(), params: {} });
  await claimJob(db, wanted.id, 'worker', 30_000);
  const held = { userId: user.id, jobId: wanted.id, owner: 'worker' };
  const error = { code: 'internal', message: 'It went wrong.' };
  const event = { id: ulid(), ts: new Date().toISOString() };
  expect(
    await endScore(db, { ...held, owner: 'another' }, { status: 'dead', error }, RULES_VERSION, event),
  ).toBeUndefined();
  const waiting = await endScore(db, held, { status: 'dead', error }, RULES_VERSION, event);
  expect(waiting?.map(({ id }) => id)).toContain(event.id);

  expect(await client.job(wanted.id)).toMatchObject({ status: 'dead', error });
  expect(await client.job(jobId)).toMatchObject({ status: 'done', error });
  const { rows } = await db.execute(sql`select payload from event_outbox where id = ${event.id}`);
  expect(rows).toEqual([{ payload: expect.objectContaining({ jobId, status: 'done', error }) }]);
});

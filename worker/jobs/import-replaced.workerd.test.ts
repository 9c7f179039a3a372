import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { BrokersResponseSchema } from '../../contracts/brokers.ts';
import { findConnection } from '../../db/queries/connections.ts';
import { claimJob, heldJob, requestJob } from '../../db/queries/jobs.ts';
import { noteProblem } from '../../db/queries/syncs.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { atRest, scoredTrader } from '../../test/support/scored-trader.ts';
import { steer, uniqueName } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { brokerImportKey } from '../services/imports/imports.ts';
import type { Lease } from './lease.ts';
import type { BrokerImport } from './params.ts';
import { runJob } from './run-job.ts';
import { settleConnection } from './settle-connection.ts';

const ctx = contextOf(env);
const { db } = ctx;
const WINDOW = { since: '2013-01-01T00:00:00.000Z', until: '2013-02-01T00:00:00.000Z' };

/** An import of the trader's connection as it is now, of which no queue knows. */
async function importOf(userId: string): Promise<{ jobId: string; params: BrokerImport }> {
  const connection = await findConnection(db, userId, 'coinbase');
  const params: BrokerImport = {
    ...{ source: 'broker', broker: 'coinbase', connectionId: connection?.id ?? '' },
    ...{ ...WINDOW, reading: WINDOW, covered: WINDOW },
  };
  const key = brokerImportKey(userId, 'coinbase');
  const { id } = await requestJob(db, { userId, kind: 'import', key, params: { ...params } });
  return { jobId: id, params };
}

async function held(userId: string, jobId: string): Promise<Lease> {
  await claimJob(db, jobId, 'test', 60_000);
  return { userId, jobId, owner: 'test' };
}

/** Another account of the same trader's at the same broker. */
async function connectAnother(client: TwinClient): Promise<void> {
  const trader = uniqueName();
  await steer('/accounts', { name: trader, fills: 3 });
  await client.connectCoinbase(trader);
}

async function connectionOf(client: TwinClient) {
  return (await parse(await client.get('/api/brokers'), BrokersResponseSchema)).connections[0];
}

describe('an import whose connection is replaced', () => {
  test.each([['queued'], ['running']])(
    'while it is %s ends, and the new one reads by itself',
    async (how) => {
      const { client, userId } = await scoredTrader(3);
      const { jobId } = await importOf(userId);
      const lease = how === 'running' ? await held(userId, jobId) : undefined;
      await connectAnother(client);
      const ended = { status: 'failed', error: { code: 'broker_revoked' } };
      expect(await client.job(jobId)).toMatchObject(ended);
      if (lease) expect(await heldJob(db, jobId, lease.owner)).toBeUndefined();
      await atRest(userId);
      const { lastImport, ...connection } = (await connectionOf(client)) ?? {};
      expect(lastImport?.id).not.toBe(jobId);
      expect(lastImport).toMatchObject({ status: 'done', progress: { seen: expect.any(Number) } });
      expect(connection).toMatchObject({ status: 'active', problem: null });
      const { rows } = await db.execute(sql`
      select payload ->> 'status' as status from event_outbox
      where user_id = ${userId} and payload ->> 'jobId' = ${jobId} and type = 'import.progress'`);
      expect(rows).toEqual([{ status: 'failed' }]);
    },
  );

  test('says nothing of the new one: neither how far it was read nor why it could not be', async () => {
    const { client, userId } = await scoredTrader(3);
    const { jobId, params } = await importOf(userId);
    const lease = await held(userId, jobId);
    await connectAnother(client);
    await atRest(userId);
    const before = await findConnection(db, userId, 'coinbase');
    await settleConnection(ctx, userId, params);
    // Also where its worker has not lost the job: it was begun while the connection was being replaced.
    await db.execute(sql`update job set lease_owner = 'test' where id = ${jobId}`);
    expect(await noteProblem(db, lease, params, { code: 'internal', message: '.' }, 1_000)).toBe(false);
    expect(await findConnection(db, userId, 'coinbase')).toEqual(before);
  });

  test('and that is asked for all the same reads nothing of the new one', async () => {
    const { client, userId } = await scoredTrader(3);
    const { jobId } = await importOf(userId);
    await connectAnother(client);
    await atRest(userId);
    await db.execute(sql`update job set status = 'queued', params = params - 'covered' where id = ${jobId}`);
    await runJob(ctx, jobId);
    expect(await client.job(jobId)).toMatchObject({ status: 'failed', progress: { pages: 0 } });
    expect(await connectionOf(client)).toMatchObject({ status: 'active', problem: null });
  });
});

test('a worker that has lost its import notes no trouble of the connection', async () => {
  const { userId } = await scoredTrader(3);
  const { jobId, params } = await importOf(userId);
  const lease = await held(userId, jobId);
  const problem = { code: 'broker_refused', message: '.' };
  expect(await noteProblem(db, { ...lease, owner: 'another' }, params, problem, 1_000)).toBe(false);
  expect(await findConnection(db, userId, 'coinbase')).toMatchObject({ problem: null });
  expect(await noteProblem(db, lease, params, problem, 1_000)).toBe(true);
  expect(await noteProblem(db, lease, params, problem, 1_000)).toBe(false);
  expect(await findConnection(db, userId, 'coinbase')).toMatchObject({ problem });
});

import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { claimJob, heldJob, requestJob } from '../../db/queries/jobs.ts';
import { signedUp } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { importFromFile } from './import-file.ts';
import { LEASE_MS } from './lease.ts';
import type { FileImport } from './params.ts';

const ctx = contextOf(env);
const HEADER = 'Date(UTC),Pair,Side,Price,Executed,Amount,Fee';
const FILL = '2021-05-08 12:00:01,DOGEUSDT,BUY,0.6820,500.5DOGE,341.341USDT,0.00042BNB';
const BROKEN = '2021-05-08 12:00:01,DOGEUSDT,BUY,0.6820,500.5,341.341USDT,0.00042BNB';

/** A job over a file of these rows, held by a worker, that nothing but the test runs. */
async function held(rows: readonly string[]) {
  const client = await signedUp();
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  const object = `uploads/${user.id}/test.csv`;
  await env.SNAPSHOTS.put(object, [HEADER, ...rows].join('\n'));
  const params: FileImport = {
    source: 'file',
    broker: 'binance',
    format: 'binance-trades',
    object,
    name: 'test.csv',
    dryRun: false,
  };
  const { id } = await requestJob(ctx.db, {
    userId: user.id,
    kind: 'import',
    key: object,
    params: { ...params },
  });
  const lease = { userId: user.id, jobId: id, owner: crypto.randomUUID() };
  await claimJob(ctx.db, id, lease.owner, LEASE_MS);
  const stands = async () => {
    const row = await heldJob(ctx.db, id, lease.owner);
    return { cursor: row?.cursor ?? null, progress: row?.progress };
  };
  return { lease, params, stands };
}

describe('the import of a file', () => {
  test('stops after thirty pages, and goes on after them with the ids that the whole file gives', async () => {
    const broken = Array.from({ length: 75_200 }, () => BROKEN);
    // Equal rows at both ends: only who has seen the first knows that the last is the second.
    const { lease, params, stands } = await held([FILL, ...broken, FILL]);
    expect(await importFromFile(ctx, lease, params, null)).toEqual({ kind: 'wait', error: null, afterMs: 0 });
    expect(await stands()).toMatchObject({
      cursor: '75000',
      progress: { pages: 30, seen: 75_000, inserted: 1 },
    });
    expect(await importFromFile(ctx, lease, params, '75000')).toEqual({ kind: 'done' });
    expect((await stands()).progress).toMatchObject({
      seen: 75_202,
      inserted: 2,
      rejected: 75_200,
      duplicates: 0,
    });
  });

  test('stores nothing once another worker has the job', async () => {
    const { lease, params, stands } = await held([FILL]);
    expect(await importFromFile(ctx, { ...lease, owner: 'another' }, params, null)).toEqual({ kind: 'lost' });
    expect((await stands()).progress).toMatchObject({ seen: 0 });
  });

  test.each([
    ['is gone', { object: 'uploads/nowhere.csv' }, 'file_unreadable'],
    ['is of another format by now', { format: 'kraken-trades' as const }, 'file_format_unknown'],
  ])('fails for good where the file %s', async (_, change, code) => {
    const { lease, params } = await held([FILL]);
    const outcome = await importFromFile(ctx, lease, { ...params, ...change }, null);
    expect(outcome).toEqual({ kind: 'failed', error: { code, message: expect.stringMatching(/\w\./) } });
  });
});

import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { claimJob, type JobRequest, requestJob } from '../../db/queries/jobs.ts';
import type { TwinClient } from '../../dev/client.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import { scoredTrader } from '../../test/support/scored-trader.ts';
import { healBrokers, signedUp, steer } from '../../test/support/trader.ts';
import { contextOf, forUser } from '../context.ts';
import type { Lease } from './lease.ts';
import { scoreTraderFills } from './score.ts';

const FILE_HEADER =
  'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';
const DAY_MS = 24 * 3_600_000;

const ctx = contextOf(env);
const { db } = ctx;

afterEach(healBrokers);

const always = () => true;
const BY_PAGES = { months: 400, pages: 1 };

/** Every word that was said of a trader, by trade, and whether it is for now only. */
async function said(userId: string) {
  const { rows } = await db.execute<{ id: string; digest: string; provisional: boolean }>(sql`
    select trade_id as id, digest, provisional from reflection
    where user_id = ${userId} and version = ${RULES_VERSION} order by trade_id`);
  return rows;
}

async function cursorOf(jobId: string): Promise<string | null> {
  const { rows } = await db.execute<{ cursor: string | null }>(
    sql`select cursor from job where id = ${jobId}`,
  );
  return rows[0]?.cursor ?? null;
}

/** Does a scoring's claims by hand, each no more than `most`; where each of them left off, and which requests it has done in the end. */
async function scoreInParts(
  lease: Lease,
  most: { months: number; pages: number },
  afterFirst: () => Promise<unknown> = async () => {},
) {
  const cursors: (string | null)[] = [];
  for (let claim = 0; claim < 200; claim += 1) {
    const outcome = await scoreTraderFills(forUser(ctx, lease.userId), lease, always, most);
    cursors.push(await cursorOf(lease.jobId));
    if (outcome.kind === 'done') return { cursors, requests: outcome.requests };
    expect(outcome).toEqual({ kind: 'wait', error: null, afterMs: 0 });
    if (claim === 0) await afterFirst();
  }
  throw new Error('This scoring does not end.');
}

function reopen(userId: string) {
  return db.execute(sql`update reflection set provisional = true where user_id = ${userId}`);
}

function wantedOf(userId: string): JobRequest {
  return { userId, kind: 'score', key: `parts ${userId}`, params: {} };
}

/** A scoring of its own, of which no queue knows. */
async function requested(userId: string): Promise<Lease> {
  const { id: jobId } = await requestJob(db, wantedOf(userId));
  await claimJob(db, jobId, 'test', 60_000);
  return { userId, jobId, owner: 'test' };
}

async function userOf(client: TwinClient): Promise<string> {
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  return user.id;
}

/** A file of so many fills, bought an hour apart, in months that no other test asks for. */
function fileOf(fills: number, daysAgo: number): string {
  const rows = Array.from({ length: fills }, (_, at) => {
    const ts = new Date(Date.now() - daysAgo * DAY_MS + at * 3_600_000).toISOString();
    return `default,${daysAgo}${at},ADA-USD,BUY,${ts},10,ADA,0.5,0.1,-5.1,USD`;
  });
  return [FILE_HEADER, ...rows].join('\n');
}

/** Takes the scoring that an upload has asked for away from the queue. */
async function holdScoring(userId: string): Promise<Lease> {
  const owner = crypto.randomUUID();
  const held = async () =>
    (
      await db.execute<{ id: string }>(sql`
        update job set status = 'running', lease_owner = ${owner}, lease_until = now() + interval '1 hour'
        where user_id = ${userId} and kind = 'score' and status = 'queued' returning id`)
    ).rows[0];
  const job = await vi.waitUntil(held, { timeout: 30_000, interval: 20 });
  return { userId, jobId: job?.id ?? '', owner };
}

describe('a scoring that is more than a claim may do', () => {
  test.each([
    ['pages', BY_PAGES],
    ['months of candles', { months: 8, pages: 50 }],
  ])('because of its %s goes on where it was, and says what one claim would have', async (_, most) => {
    const { userId } = await scoredTrader(220);
    const before = await said(userId);
    await reopen(userId);
    const { cursors } = await scoreInParts(await requested(userId), most);
    expect(cursors.length).toBeGreaterThan(2);
    expect(new Set(cursors).size).toBe(cursors.length);
    expect(cursors.at(-1)).toBeNull();
    expect(await said(userId)).toEqual(before);
  });

  test('does not take what was asked for in between for done, such as an older fill that came late', async () => {
    const { userId } = await scoredTrader(120);
    await reopen(userId);
    const lease = await requested(userId);
    const { requests } = await scoreInParts(lease, BY_PAGES, () => requestJob(db, wantedOf(userId)));
    expect(requests).toBe(1);
  });

  test('begins anew where a setting was changed in between', async () => {
    const { userId } = await scoredTrader(120);
    const before = await said(userId);
    await reopen(userId);
    await scoreInParts(await requested(userId), BY_PAGES, async () => {
      await db.execute(sql`update "user" set inputs = inputs + 1 where id = ${userId}`);
      await reopen(userId);
    });
    expect(await said(userId)).toEqual(before);
  });

  test('comes to its end while no source has candles: what is said for now only is not gone over again', async () => {
    await steer('/faults', { match: '/candles', status: 503, times: 1_000 });
    const client = await signedUp();
    await client.uploadFile('fills.csv', fileOf(200, 160));
    const userId = await userOf(client);
    const { cursors } = await scoreInParts(await holdScoring(userId), BY_PAGES);
    expect(cursors).toHaveLength(3);
    const reflections = await said(userId);
    expect(reflections).toHaveLength(200);
    expect(reflections.every(({ provisional }) => provisional)).toBe(true);
  });
});

test('a source that wants to be left alone for an hour keeps nobody waiting for as long', async () => {
  await steer('/faults', { match: '/candles', status: 429, retryAfter: 3600, times: 1_000 });
  const client = await signedUp();
  await client.uploadFile('fills.csv', fileOf(1, 220));
  const userId = await userOf(client);
  const waiting = async () =>
    (
      await db.execute<{ seconds: number }>(sql`
        select extract(epoch from lease_until - now())::int as seconds from job
        where user_id = ${userId} and kind = 'score' and status = 'queued' and attempts > 0`)
    ).rows[0];
  const job = await vi.waitUntil(waiting, { timeout: 30_000, interval: 20 });
  expect(job?.seconds).toBeLessThan(20);
});

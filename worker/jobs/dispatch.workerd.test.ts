import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import type { JobKind } from '../../contracts/jobs.ts';
import { claimJob, releaseJob, requestJob } from '../../db/queries/jobs.ts';
import { signedUp } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { consume } from './dispatch.ts';
import { sweep } from './sweep.ts';

const ctx = contextOf(env);
const { db } = ctx;
const NOBODYS = { jobId: '0'.repeat(64) };

/** What becomes of the messages of a batch, each delivered for the `attempts`th time. */
async function deliver(queue: string, bodies: unknown[], attempts = 1) {
  const batch = createMessageBatch(
    queue,
    bodies.map((body, at) => ({ id: `${at} ${crypto.randomUUID()}`, timestamp: new Date(), attempts, body })),
  );
  // The result names what is to be tried again, and not when.
  const retries = batch.messages.map((message) => vi.spyOn(message, 'retry'));
  await consume(batch, env);
  const { explicitAcks, retryMessages } = await getQueueResult(batch, createExecutionContext());
  const delays = retries.flatMap(({ mock }) => mock.calls.map(([options]) => options?.delaySeconds));
  const place = (id: string) => id.split(' ')[0];
  return { acked: explicitAcks.map(place), retried: retryMessages.map(({ msgId }) => place(msgId)), delays };
}

async function queuedJob(kind: JobKind = 'score'): Promise<{ id: string; status(): Promise<string> }> {
  const client = await signedUp();
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  const { id } = await requestJob(db, { userId: user.id, kind, key: crypto.randomUUID(), params: {} });
  return { id, status: async () => (await client.job(id)).status };
}

async function letters(
  reason: string,
): Promise<{ id: string; queue: string; body: string; sent: boolean }[]> {
  const { rows } = await db.execute<{ id: string; queue: string; body: string; sent: boolean }>(
    sql`select id, queue, body, replayed_at is not null as sent from dead_letter where reason = ${reason} order by id`,
  );
  return rows;
}

describe('a message', () => {
  test('that cannot be read, or is of nobody’s job, is tried again after 1, 2, 4, 8 and 16 s, and its neighbour is done', async () => {
    for (const [attempt, delaySeconds] of [1, 2, 4, 8, 16].entries()) {
      const job = await queuedJob();
      const bodies = ['{', { type: 'order.place' }, NOBODYS, { jobId: job.id }];
      const { acked, retried, delays } = await deliver('q-score', bodies, attempt + 1);
      expect(acked).toEqual(['3']);
      expect(retried).toEqual(['0', '1', '2']);
      expect(delays).toEqual([delaySeconds, delaySeconds, delaySeconds]);
      expect(await job.status()).toBe('done');
    }
  });

  test('delivered fifty times at once does its job once', async () => {
    const job = await queuedJob('verify');
    const { acked } = await deliver(
      'q-score',
      Array.from({ length: 50 }, () => ({ jobId: job.id })),
    );
    expect(acked).toHaveLength(50);
    const { rows } = await db.execute<{ claims: number }>(sql`select claims from job where id = ${job.id}`);
    expect(rows).toEqual([{ claims: 1 }]);
  });
});

test('a message that comes a moment before its job’s time does not lose the job its turn', async () => {
  const job = await queuedJob('verify');
  await db.execute(
    sql`update job set lease_until = now() + interval '1900 milliseconds' where id = ${job.id}`,
  );
  await deliver('q-score', [{ jobId: job.id }]);
  expect(await job.status()).toBe('queued');
  await vi.waitUntil(async () => (await job.status()) === 'done', 15_000);
});

describe('a dead letter', () => {
  test('that belongs to no job is kept with its reason', async () => {
    const body = { type: 'order.place', at: crypto.randomUUID() };
    const { acked } = await deliver('q-import-dlq', [body, NOBODYS]);
    expect(acked).toEqual(['0', '1']);
    const unknown = await letters('This is not a message that the Worker knows.');
    expect(unknown).toContainEqual(
      expect.objectContaining({ queue: 'q-import', body: JSON.stringify(body) }),
    );
    expect(await letters('There is no such job.')).toContainEqual(
      expect.objectContaining({ body: JSON.stringify(NOBODYS) }),
    );
  });

  test('is kept whatever is in it, and once however often it is buried', async () => {
    const at = crypto.randomUUID();
    const batch = () =>
      createMessageBatch<unknown>('q-score-dlq', [
        { id: `nul ${at}`, timestamp: new Date(), attempts: 1, body: { at, jobId: 'a\u0000b\ud800' } },
        { id: `bigint ${at}`, timestamp: new Date(), attempts: 1, body: 7n },
      ]);
    await consume(batch(), env);
    await consume(batch(), env);
    const { rows } = await db.execute<{ body: string }>(
      sql`select body from dead_letter where id like ${`% ${at}`} order by id`,
    );
    expect(rows.map(({ body }) => body)).toEqual(['"7"', JSON.stringify({ at, jobId: 'a\u0000b\ud800' })]);
  });

  test('is sent again when an operator asks for it', async () => {
    const body = { at: crypto.randomUUID() };
    await deliver('q-score-dlq', [body]);
    await db.execute(
      sql`update dead_letter set replay_asked_at = now() where body = ${JSON.stringify(body)}`,
    );
    await sweep(ctx);
    const found = await letters('This is not a message that the Worker knows.');
    expect(found.find((letter) => letter.body === JSON.stringify(body))?.sent).toBe(true);
  });

  test('of a job that has not ended leaves it to the sweep', async () => {
    const job = await queuedJob();
    await deliver('q-score-dlq', [{ jobId: job.id }]);
    expect(await job.status()).toBe('queued');
  });
});

describe('a job', () => {
  test('that ended its worker at twenty claims is given up', async () => {
    const job = await queuedJob();
    await db.execute(sql`update job set claims = 20 where id = ${job.id}`);
    await deliver('q-score', [{ jobId: job.id }]);
    expect(await job.status()).toBe('dead');
  });

  test('that was given back as often as it was claimed has not ended its workers', async () => {
    const job = await queuedJob();
    const error = { code: 'broker_unavailable', message: 'It rests.' } as const;
    for (let claim = 0; claim < 25; claim += 1) {
      await claimJob(db, job.id, 'test', 30_000);
      await releaseJob(db, job.id, 'test', { afterMs: 0, error, isFailure: false });
    }
    await deliver('q-score', [{ jobId: job.id }]);
    expect(await job.status()).toBe('done');
  });

  test('whose message was lost is sent one by the sweep, once in half a minute', async () => {
    const job = await queuedJob('verify');
    const wokenAt = async () =>
      (await db.execute<{ woken_at: string | null }>(sql`select woken_at from job where id = ${job.id}`))
        .rows[0]?.woken_at;
    await sweep(ctx);
    expect(await wokenAt()).toBeNull();
    await db.execute(sql`update job set updated_at = now() - interval '31 seconds' where id = ${job.id}`);
    await sweep(ctx);
    const first = await wokenAt();
    expect(first).not.toBeNull();
    await sweep(ctx);
    expect(await wokenAt()).toBe(first);
  });
});

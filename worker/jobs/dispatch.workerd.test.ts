import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import type { JobKind } from '../../contracts/jobs.ts';
import { requestJob } from '../../db/queries/jobs.ts';
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
    bodies.map((body, at) => ({ id: String(at), timestamp: new Date(), attempts, body })),
  );
  // The result names what is to be tried again, and not when.
  const retries = batch.messages.map((message) => vi.spyOn(message, 'retry'));
  await consume(batch, env);
  const { explicitAcks, retryMessages } = await getQueueResult(batch, createExecutionContext());
  const delays = retries.flatMap(({ mock }) => mock.calls.map(([options]) => options?.delaySeconds));
  return { acked: explicitAcks, retried: retryMessages.map(({ msgId }) => msgId), delays };
}

async function queuedJob(kind: JobKind = 'score'): Promise<{ id: string; status(): Promise<string> }> {
  const client = await signedUp();
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  const { id } = await requestJob(db, { userId: user.id, kind, key: crypto.randomUUID(), params: {} });
  return { id, status: async () => (await client.job(id)).status };
}

async function letters(
  reason: string,
): Promise<{ id: string; queue: string; body: unknown; sent: boolean }[]> {
  const { rows } = await db.execute<{ id: string; queue: string; body: unknown; sent: boolean }>(
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

describe('a dead letter', () => {
  test('that belongs to no job is kept with its reason', async () => {
    const body = { type: 'order.place', at: crypto.randomUUID() };
    const { acked } = await deliver('q-import-dlq', [body, NOBODYS]);
    expect(acked).toEqual(['0', '1']);
    const unknown = await letters('This is not a message that the Worker knows.');
    expect(unknown).toContainEqual(expect.objectContaining({ queue: 'q-import', body }));
    expect(await letters('There is no such job.')).toContainEqual(expect.objectContaining({ body: NOBODYS }));
  });

  test('is sent again when an operator asks for it', async () => {
    const body = { at: crypto.randomUUID() };
    await deliver('q-score-dlq', [body]);
    await db.execute(
      sql`update dead_letter set replay_asked_at = now() where body @> ${JSON.stringify(body)}::jsonb`,
    );
    await sweep(ctx);
    const found = await letters('This is not a message that the Worker knows.');
    expect(found.find((letter) => JSON.stringify(letter.body) === JSON.stringify(body))?.sent).toBe(true);
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

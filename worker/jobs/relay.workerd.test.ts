import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { EventsResponseSchema } from '../../contracts/feed.ts';
import { userFeed } from '../../durable/stub.ts';
import { contextOf } from '../context.ts';
import { relay } from './relay.ts';
import { sweep } from './sweep.ts';

const ctx = contextOf(env);

async function tell(userId: string, id: string, at: Date): Promise<void> {
  await ctx.db.execute(sql`
    insert into event_outbox (id, user_id, type, v, ts, payload)
    values (${id}, ${userId}, 'import.progress', 1, ${at.toISOString()}::timestamptz, '{}'::jsonb)`);
}

async function delivered(userId: string): Promise<{ id: string; delivered: boolean }[]> {
  const { rows } = await ctx.db.execute<{ id: string; delivered: boolean }>(
    sql`select id, delivered_at is not null as delivered from event_outbox where user_id = ${userId} order by seq`,
  );
  return rows;
}

const inFeed = async (userId: string) => {
  const page = await userFeed(env, userId).fetch('http://feed/?limit=1000');
  return EventsResponseSchema.parse(await page.json()).events.map(({ eventId }) => eventId);
};

describe('the relay', () => {
  test('hands events over in the order in which they were told, whatever their ids, and marks them', async () => {
    const userId = ulid();
    const now = new Date();
    const [earlier, later] = [ulid(now.getTime() - 5), ulid(now.getTime())];
    await tell(userId, later, now);
    await tell(userId, earlier, now);
    await relay(ctx, userId, null);
    expect(await inFeed(userId)).toEqual([later, earlier]);
    expect(await delivered(userId)).toEqual([
      { id: later, delivered: true },
      { id: earlier, delivered: true },
    ]);
  });

  test('killed between append and mark, and run again twice at once, leaves each event in the feed once', async () => {
    const userId = ulid();
    const ids = Array.from({ length: 250 }, () => ulid());
    for (const id of ids) await tell(userId, id, new Date());
    await Promise.all([relay(ctx, userId, null), relay(ctx, userId, null)]);
    await ctx.db.execute(sql`update event_outbox set delivered_at = null where user_id = ${userId}`);
    await Promise.all([relay(ctx, userId, null), relay(ctx, userId, null)]);
    expect(await inFeed(userId)).toEqual(ids);
    expect((await delivered(userId)).every((event) => event.delivered)).toBe(true);
  });
});

test('the sweep hands over what was left behind for half a minute, and leaves what is on its way', async () => {
  const [old, fresh] = [ulid(), ulid()];
  await tell(old, ulid(), new Date(Date.now() - 31_000));
  await tell(fresh, ulid(), new Date());
  await sweep(ctx);
  expect(await inFeed(old)).toHaveLength(1);
  expect(await inFeed(fresh)).toHaveLength(0);
});

test('the outbox takes an event of a month that has no partition yet', async () => {
  const userId = ulid();
  await tell(userId, ulid(), new Date('2039-05-05T00:00:00Z'));
  await relay(ctx, userId, null);
  expect(await inFeed(userId)).toHaveLength(1);
});

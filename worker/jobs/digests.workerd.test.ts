import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type DigestPayload, DigestPayloadSchema, LatestDigestSchema } from '../../contracts/digests.ts';
import { DigestReadySchema, EventsResponseSchema } from '../../contracts/feed.ts';
import { StatsSchema } from '../../contracts/stats.ts';
import { parse, type TwinClient } from '../../dev/client.ts';
import { openZone } from '../../domain/history/local-time.ts';
import { endedWeek, weekBefore } from '../../domain/history/local-week.ts';
import { userIdOf } from '../../test/support/accounts.ts';
import { asOwner } from '../../test/support/owner.ts';
import { atRest, scoredTrader } from '../../test/support/scored-trader.ts';
import { signedUp, steer, uniqueName } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { askForDigests } from './ask-for-digests.ts';
import { consume } from './dispatch.ts';
import { makeDigests } from './make-digests.ts';
import type { DigestMessage } from './messages.ts';

const ctx = contextOf(env);
const DAY_MS = 24 * 3_600_000;
/** A Monday, one o'clock in UTC. */
const MONDAY = new Date('2026-11-23T01:00:00Z');

/** Whose messages the cron sends, without a queue that would deliver them. */
async function asked(at: Date): Promise<{ messages: DigestMessage[]; users: Set<string> }> {
  const messages: DigestMessage[] = [];
  const Q_DIGEST = {
    sendBatch: async (batch: Iterable<{ body: DigestMessage }>) => {
      for (const { body } of batch) messages.push(body);
    },
  };
  await askForDigests({ ...ctx, env: Object.assign(Object.create(env), { Q_DIGEST }) }, at);
  return { messages, users: new Set(messages.flatMap(({ userIds }) => userIds)) };
}

async function userIn(timezone: string, createdAt = '2026-01-01T00:00:00Z'): Promise<string> {
  const id = await userIdOf(await signedUp());
  await ctx.db.execute(
    sql`update "user" set timezone = ${timezone}, created_at = ${createdAt}::timestamptz where id = ${id}`,
  );
  return id;
}

async function digestsOf(
  userId: string,
): Promise<{ id: string; start: string; end: string; payload: DigestPayload; delivered: boolean }[]> {
  const { rows } = await ctx.db.execute<{
    id: string;
    start: string;
    end: string;
    payload: unknown;
    delivered: boolean;
  }>(sql`
    select id, to_char(period_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as start,
           to_char(period_end at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as end, payload, delivered_at is not null as delivered
    from digest where user_id = ${userId} order by period_start`);
  return rows.map((row) => ({ ...row, payload: DigestPayloadSchema.parse(row.payload) }));
}

const make = (userIds: string[], at: Date) => makeDigests(ctx, { weekOverAt: at.toISOString(), userIds });

test.each(['import', 'score'])('no digest is made of a user who has a job under way: %s', async (kind) => {
  const userId = await userIn('UTC');
  const id = uniqueName().padEnd(64, '0');
  await ctx.db.execute(sql`
    insert into job (id, user_id, kind, key, run, status, params, progress)
    values (${id}, ${userId}, ${kind}, ${id}, 1, 'queued', '{}', '{}')`);
  await make([userId], MONDAY);
  expect(await digestsOf(userId)).toHaveLength(0);
  expect((await asked(MONDAY)).users.has(userId)).toBe(true);
  await ctx.db.execute(sql`update job set status = 'done' where id = ${id}`);
  await make([userId], MONDAY);
  expect(await digestsOf(userId)).toHaveLength(1);
});

describe('who is asked for a digest', () => {
  test('is whose own week is over and who had the account in it, at the hour for which the cron was fired', async () => {
    const [utc, west, east, young] = [
      await userIn('UTC'),
      await userIn('America/Los_Angeles'),
      await userIn('Pacific/Kiritimati'),
      await userIn('UTC', '2026-11-23T00:00:00Z'),
    ];
    await make([utc, west, east], new Date('2026-11-22T00:00:00Z'));
    const { users } = await asked(MONDAY);
    expect([utc, west, east, young].map((id) => users.has(id))).toEqual([true, false, true, false]);
    const later = await asked(new Date('2026-11-23T08:00:00Z'));
    expect([utc, west, east, young].map((id) => later.users.has(id))).toEqual([true, true, true, false]);
    // Six hours late, it goes by the hour that it was meant for.
    expect((await asked(MONDAY)).users.has(west)).toBe(false);
  });

  test('has none of that week yet, wherever the zone has been moved to since', async () => {
    const userId = await userIn('Pacific/Auckland');
    await make([userId], MONDAY);
    expect((await asked(MONDAY)).users.has(userId)).toBe(false);
    await ctx.db.execute(sql`update "user" set timezone = 'America/Los_Angeles' where id = ${userId}`);
    const tuesday = new Date('2026-11-24T12:00:00Z');
    expect((await asked(tuesday)).users.has(userId)).toBe(false);
    await make([userId], tuesday);
    expect(await digestsOf(userId)).toHaveLength(1);
  });

  test('is asked for the last week alone after weeks without a cron', async () => {
    const userId = await userIn('UTC');
    await make([userId], new Date('2026-10-05T00:00:00Z'));
    expect((await asked(MONDAY)).users.has(userId)).toBe(true);
    await make([userId], MONDAY);
    expect((await digestsOf(userId)).map(({ start }) => start)).toEqual([
      '2026-09-28 00:00',
      '2026-11-16 00:00',
    ]);
  });

  test('lives by UTC where Intl does not know the zone', async () => {
    const userId = await userIn('Mars/Olympus');
    expect((await asked(MONDAY)).users.has(userId)).toBe(true);
    await make([userId], MONDAY);
    const [digest] = await digestsOf(userId);
    expect(digest).toMatchObject({ start: '2026-11-16 00:00', payload: { timezone: 'UTC' } });
  });

  test('is not whose account is being deleted', async () => {
    const userId = await userIn('UTC');
    await ctx.db.execute(sql`insert into erasure (user_id) values (${userId})`);
    expect((await asked(MONDAY)).users.has(userId)).toBe(false);
    await make([userId], MONDAY);
    expect(await digestsOf(userId)).toEqual([]);
    await ctx.db.execute(sql`delete from erasure where user_id = ${userId}`);
  });

  test('is named in a message of a hundred users at the most', async () => {
    await asOwner(
      `insert into "user" (id, email, password_hash, created_at)
       select '01ARZ3NDEKTSV4RRFFQ' || lpad(n::text, 7, '0'), 'crowd ' || n, '', '2026-01-01' from generate_series(1, 250) n`,
    );
    const { messages, users } = await asked(MONDAY);
    expect(Math.max(...messages.map(({ userIds }) => userIds.length))).toBe(100);
    expect(users.size).toBeGreaterThanOrEqual(250);
    expect(messages.length).toBe(Math.ceil(users.size / 100));
    await asOwner(`delete from "user" where email like 'crowd %'`);
  });
});

describe('a week', () => {
  test('of Berlin in which clocks went back has 169 hours', async () => {
    const userId = await userIn('Europe/Berlin');
    await make([userId], new Date('2026-10-26T01:00:00Z'));
    expect(await digestsOf(userId)).toMatchObject([{ start: '2026-10-18 22:00', end: '2026-10-25 23:00' }]);
  });

  test('without a trade gets a short digest', async () => {
    const userId = await userIn('UTC');
    await make([userId], MONDAY);
    const [digest] = await digestsOf(userId);
    expect(digest?.payload).toMatchObject({
      ...{ fills: 0, trades: 0, net: '0', labels: [], products: [], rules: [] },
      ...{ best: null, worst: null, suggestion: null, before: { fills: 0, net: '0' } },
    });
  });

  test('has one digest and is told once, however often and however much at once it is asked for', async () => {
    const client = await signedUp();
    const userId = await userIdOf(client);
    await Promise.all(Array.from({ length: 5 }, () => make([userId, userId], MONDAY)));
    await make([userId], new Date(MONDAY.getTime() + 6 * 3_600_000));
    const digests = await digestsOf(userId);
    expect(digests).toHaveLength(1);
    const { events } = await parse(await client.get('/api/events'), EventsResponseSchema);
    const told = events.filter(({ type }) => type === 'digest.ready');
    expect(told).toHaveLength(1);
    expect(DigestReadySchema.parse(told[0]?.payload)).toMatchObject({
      digestId: digests[0]?.id,
      periodStart: '2026-11-16T00:00:00.000Z',
      headline: 'You did not trade this week.',
    });
  });
});

describe('a digest of a trader', () => {
  test('equals /api/stats of the same week, and of the week before, to the last digit', async () => {
    const { client, userId } = await scoredTrader(400);
    const zone = openZone('Europe/Berlin');
    await ctx.db.execute(sql`update "user" set timezone = 'Europe/Berlin' where id = ${userId}`);
    let seen = 0;
    for (let back = 0; back < 4; back += 1) {
      const at = new Date(Date.now() - back * 7 * DAY_MS);
      await make([userId], at);
      const week = endedWeek(zone, at.getTime());
      const payload = (await digestsOf(userId)).find(
        ({ payload: { periodEnd } }) => Date.parse(periodEnd) === week.end,
      )?.payload;
      if (!payload) throw new Error('There is no digest of that week.');
      const stats = await statsOf(client, week, payload.currency);
      for (const [name, value] of Object.entries(payload)) {
        if (name in stats && name !== 'currencies')
          expect(value, name).toEqual(stats[name as keyof typeof stats]);
      }
      const { fills, orders, trades, net, winRate } = await statsOf(
        client,
        weekBefore(zone, week),
        payload.currency,
      );
      expect(payload.before).toMatchObject({ fills, orders, trades, net, winRate });
      seen += payload.trades;
      for (const told of [payload.best, payload.worst]) {
        if (told) expect((await client.get(`/api/trades/${told.tradeId}`)).status).toBe(200);
        if (told) expect(told.insight).not.toBeNull();
      }
    }
    expect(seen).toBeGreaterThan(20);
  });

  test('tells how each rule stood with the orders of the week, and what they came to', async () => {
    const [client, trader] = [await signedUp(), uniqueName()];
    const userId = await userIdOf(client);
    const rule = { id: ctx.newId(), params: '{"n":2}' };
    await ctx.db.batch([
      ctx.db.execute(sql`
        insert into rule (id, user_id, kind, params, active)
        values (${rule.id}, ${userId}, 'maxTradesPerDay', ${rule.params}::jsonb, true)`),
      ctx.db.execute(sql`
        insert into rule_version (id, user_id, kind, params, active, since)
        values (${rule.id}, ${userId}, 'maxTradesPerDay', ${rule.params}::jsonb, true, '2020-01-01')`),
    ]);
    await steer('/accounts', { name: trader, fills: 150 });
    await client.connectCoinbase(trader);
    await client.untilScored(await client.importFills());
    await atRest(userId);
    const at = new Date(Date.now() - 7 * DAY_MS);
    await make([userId], at);
    const [digest] = await digestsOf(userId);
    // The verdict on an order is that of its last fill.
    const { rows } = await ctx.db.execute<{ verdict: string; orders: number }>(sql`
      select verdict, count(*)::int as orders
      from (
        select distinct on (o.order_id) o.rules -> 0 ->> 'verdict' as verdict
        from trade t join trade_outcome o on o.trade_id = t.id
        where t.user_id = ${userId} and t.ts >= ${digest?.payload.periodStart}::timestamptz and t.ts < ${digest?.payload.periodEnd}::timestamptz
        order by o.order_id, t.ts desc, t.ext_id desc
      ) orders group by verdict`);
    const wanted = new Map(rows.map(({ verdict, orders }) => [verdict, orders]));
    expect(digest?.payload.rules).toHaveLength(1);
    const [told] = digest?.payload.rules ?? [];
    expect([told?.kept.orders, told?.broken.orders]).toEqual([wanted.get('kept'), wanted.get('broken')]);
    expect((told?.kept.orders ?? 0) * (told?.broken.orders ?? 0)).toBeGreaterThan(0);
    expect(told?.streak.longest).toBeGreaterThan(0);
  });

  async function statsOf(client: TwinClient, week: { start: number; end: number }, currency: string) {
    const query = new URLSearchParams({
      from: new Date(week.start).toISOString(),
      to: new Date(week.end).toISOString(),
      currency,
    });
    return parse(await client.get(`/api/stats?${query}`), StatsSchema);
  }
});

describe('a message', () => {
  async function deliver(body: unknown, attempts = 1) {
    const batch = createMessageBatch('q-digest', [{ id: 'one', timestamp: new Date(), attempts, body }]);
    await consume(batch, env);
    const { explicitAcks, retryMessages } = await getQueueResult(batch, createExecutionContext());
    return { acked: explicitAcks, retried: retryMessages.map(({ msgId }) => msgId) };
  }

  test('of a user whose digest fails makes those of the others', async () => {
    const [broken, whole] = [await userIn('UTC'), await userIn('UTC')];
    await asOwner(
      `insert into trade (id, user_id, broker, ext_id, symbol, side, qty, price, ts)
       values ($1, $1, 'coinbase', '1', 'BTC-USD', 'BUY', 1, 1, '2026-11-18')`,
      [broken],
    );
    // An outcome that no code can read.
    await asOwner(
      `insert into trade_outcome (trade_id, user_id, order_id, basis, labels, fee, unknown_proceeds, rules)
       values ($1, $1, $1, null, '[]', 'NaN', 0, '[]')`,
      [broken],
    );
    const body = { weekOverAt: MONDAY.toISOString(), userIds: [broken, whole] };
    expect(await deliver(body)).toEqual({ acked: ['one'], retried: [] });
    expect([await digestsOf(broken), await digestsOf(whole)].map(({ length }) => length)).toEqual([0, 1]);
    // Put right, it is made when the next hour asks.
    await asOwner(`update trade_outcome set fee = 0 where user_id = $1`, [broken]);
    expect((await asked(new Date(MONDAY.getTime() + 3_600_000))).users.has(broken)).toBe(true);
    await deliver(body);
    expect(await digestsOf(broken)).toHaveLength(1);
  });

  test.each([
    [
      'of more than a hundred users',
      { weekOverAt: MONDAY.toISOString(), userIds: Array(101).fill('01ARZ3NDEKTSV4RRFFQ69G5FAV') },
    ],
    ['of a job', { jobId: '0'.repeat(64) }],
    [
      'with a field of its own',
      { weekOverAt: MONDAY.toISOString(), userIds: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'], all: true },
    ],
  ])('%s is tried again and made nothing of', async (_, body) => {
    expect(await deliver(body)).toEqual({ acked: [], retried: ['one'] });
  });

  test('that used up its retries is kept for an operator', async () => {
    const id = crypto.randomUUID();
    const body = { weekOverAt: MONDAY.toISOString(), userIds: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'] };
    const batch = createMessageBatch('q-digest-dlq', [{ id, timestamp: new Date(), attempts: 6, body }]);
    await consume(batch, env);
    const { rows } = await ctx.db.execute(sql`select queue, reason from dead_letter where id = ${id}`);
    expect(rows).toEqual([{ queue: 'q-digest', reason: 'These digests could not be begun.' }]);
  });
});

describe('before the first digest', () => {
  test('it is said when it comes', async () => {
    const client = await signedUp();
    const latest = await parse(await client.get('/api/digests/weekly/latest'), LatestDigestSchema);
    expect(latest.digest).toBeNull();
    expect(new Date(latest.nextAt).getUTCDay()).toBe(1);
    expect(Date.parse(latest.nextAt)).toBeGreaterThan(Date.now());
  });
});

import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { NO_PROGRESS } from '../../contracts/jobs.ts';
import { keysOf } from '../../test/support/owner.ts';
import { signedUp } from '../../test/support/trader.ts';
import { contextOf } from '../context.ts';
import { archiveDigests } from './archive-digests.ts';
import { RETENTION } from './retention.ts';
import { tidyUp } from './tidy-up.ts';

const ctx = contextOf(env);
const DAY_MS = 24 * 3_600_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

async function someUser(): Promise<string> {
  const client = await signedUp();
  return (await (await client.get('/api/auth/me')).json<{ user: { id: string } }>()).user.id;
}

async function apply(rule: string, at: Date): Promise<void> {
  const run = RETENTION[rule];
  if (!run) throw new Error(`There is no rule ${rule}.`);
  await run(ctx, at);
}

describe('digests', () => {
  async function digestOf(userId: string, periodEnd: string): Promise<string> {
    const start = new Date(Date.parse(periodEnd) - 7 * DAY_MS).toISOString();
    await ctx.db.execute(sql`
      insert into digest (id, user_id, period_start, period_end, payload) values (${ulid()}, ${userId}, ${start}, ${periodEnd}, '{"trades":12}')`);
    return start;
  }
  const starts = async (userId: string) => {
    const { rows } = await ctx.db.execute<{ start: string }>(
      sql`select to_char(period_start at time zone 'UTC', 'YYYY-MM-DD') as start from digest where user_id = ${userId}`,
    );
    return rows.map(({ start }) => start);
  };

  test('of more than six months ago move to R2, and younger ones stay', async () => {
    const userId = await someUser();
    const old = await digestOf(userId, '2026-02-02T00:00:00.000Z');
    await digestOf(userId, '2026-02-09T00:00:00.000Z');
    // Twice at once, as a cron may fire: the one that comes second must not take away what the first has put there.
    const at = new Date('2026-08-03T03:00:00Z');
    await Promise.all([archiveDigests(ctx, at), archiveDigests(ctx, at)]);
    expect(await starts(userId)).toEqual(['2026-02-02']);
    const key = `digests/${userId}/${old}.json`;
    expect(await keysOf(`digests/${userId}/`)).toEqual([key]);
    expect((await env.SNAPSHOTS.head(key))?.customMetadata?.id).toMatch(/^[0-9A-Z]{26}$/);
    expect(await (await env.SNAPSHOTS.get(key))?.json()).toMatchObject({
      userId,
      periodStart: old,
      periodEnd: '2026-02-02T00:00:00.000Z',
      payload: { trades: 12 },
    });
    await archiveDigests(ctx, at);
    expect(await keysOf(`digests/${userId}/`)).toEqual([key]);
  });
});

describe('exports', () => {
  test('and what killed ones have left go after seven days', async () => {
    const userId = await someUser();
    for (const name of ['a.zip', 'b.zip.rest-1'])
      await env.SNAPSHOTS.put(`exports/${userId}/${name}`, 'everything');
    await apply('exports', inDays(6.9));
    expect(await keysOf(`exports/${userId}/`)).toHaveLength(2);
    await apply('exports', inDays(7.1));
    expect(await keysOf(`exports/${userId}/`)).toEqual([]);
  });
});

describe('uploads', () => {
  async function upload(userId: string, status: string | null, endedDaysAgo: number): Promise<string> {
    const key = `uploads/${userId}/${crypto.randomUUID()}.csv`;
    await env.SNAPSHOTS.put(key, 'a file');
    if (status !== null) {
      await ctx.db.execute(sql`
        insert into job (id, user_id, kind, key, run, status, params, progress, ended_at, updated_at)
        values (${`${ulid()}${key}`}, ${userId}, 'import', ${ulid()}, 1, ${status}, ${JSON.stringify({ source: 'file', object: key })}::jsonb,
                ${JSON.stringify(NO_PROGRESS)}::jsonb, now() - ${endedDaysAgo} * interval '1 day', now())`);
    }
    return key;
  }
  const kept = async (userId: string) => new Set(await keysOf(`uploads/${userId}/`));

  test('go thirty days after the last job that has read them, and never before it has ended', async () => {
    const userId = await someUser();
    // The objects are of today: at the cron's time they are 31 days old, and so is what ended today.
    const [done, failed, orphan] = [
      await upload(userId, 'done', 0),
      await upload(userId, 'failed', 3),
      await upload(userId, null, 0),
    ];
    const [queued, running] = [await upload(userId, 'queued', 0), await upload(userId, 'running', 0)];
    const recent = await upload(userId, 'done', -5);
    await apply('uploads', inDays(29));
    expect((await kept(userId)).size).toBe(6);
    await apply('uploads', inDays(31));
    expect(await kept(userId)).toEqual(new Set([queued, running, recent]));
    expect([done, failed, orphan].some((key) => key === recent)).toBe(false);
    await ctx.db.execute(sql`update job set status = 'done' where user_id = ${userId}`);
  });
});

describe('leftovers', () => {
  test('of users that are no more go, wherever R2 keeps them, and those of others stay', async () => {
    const [userId, nobody] = [await someUser(), ulid()];
    for (const id of [userId, nobody]) {
      for (const key of [`uploads/${id}/a.csv`, `exports/${id}/a.zip`, `digests/${id}/a.json`]) {
        await env.SNAPSHOTS.put(key, 'something');
      }
    }
    const candles = 'candles/coinbase/BTC-USD/1h/2026-11/a.json';
    await env.SNAPSHOTS.put(candles, '{}');
    await apply('leftovers', new Date());
    for (const prefix of ['uploads', 'exports', 'digests']) {
      expect(await keysOf(`${prefix}/${nobody}/`)).toEqual([]);
      expect(await keysOf(`${prefix}/${userId}/`)).toHaveLength(1);
    }
    expect(await keysOf(candles)).toHaveLength(1);
  });
});

describe('connects', () => {
  test('that nobody has completed in time go, and those under way stay', async () => {
    const userId = await someUser();
    for (const [name, minutes] of [
      ['past', -1],
      ['good', 5],
    ] as const) {
      const until = new Date(Date.now() + minutes * 60_000).toISOString();
      await ctx.db.execute(sql`
        insert into oauth_state (state_hash, user_id, session_id, broker, verifier_enc, expires_at)
        values (${name + userId}, ${userId}, ${ulid()}, 'coinbase', 'sealed', ${until})`);
    }
    await apply('connects', new Date());
    const { rows } = await ctx.db.execute(
      sql`select state_hash as name from oauth_state where user_id = ${userId}`,
    );
    expect(rows).toEqual([{ name: `good${userId}` }]);
  });
});

describe('dead letters', () => {
  test('go ninety days after they were kept, replayed or not, and younger ones stay', async () => {
    const prefix = ulid();
    const letter = (name: string, daysAgo: number, isReplayed: boolean) =>
      ctx.db.execute(sql`
        insert into dead_letter (id, queue, body, reason, created_at, replay_asked_at, replayed_at)
        values (${prefix + name}, 'q-import', '"nonsense"', 'This is not a message that the Worker knows.',
                now() - ${daysAgo} * interval '1 day',
                case when ${isReplayed}::boolean then now() end, case when ${isReplayed}::boolean then now() end)`);
    await letter('old', 91, false);
    await letter('old-replayed', 91, true);
    await letter('young', 89, false);
    await letter('young-replayed', 89, true);
    await apply('deadLetters', new Date());
    const { rows } = await ctx.db.execute<{ id: string }>(
      sql`select id from dead_letter where starts_with(id, ${prefix}) order by id`,
    );
    expect(rows.map(({ id }) => id)).toEqual([`${prefix}young`, `${prefix}young-replayed`]);
  });
});

describe('events', () => {
  test('of months that ended more than ninety days ago are dropped once they have reached their feed', async () => {
    const userId = ulid();
    await ctx.db.execute(sql`
      insert into event_outbox (id, user_id, type, v, ts, payload, delivered_at)
      values (${ulid()}, ${userId}, 'coach.reflect', 1, '2026-01-15T00:00:00Z', '{}', now()),
             (${ulid()}, ${userId}, 'coach.reflect', 1, '2026-01-15T00:00:00Z', '{}', null)`);
    const left = async () =>
      (await ctx.db.execute(sql`select from event_outbox where user_id = ${userId}`)).rows.length;
    await tidyUp(ctx, new Date());
    expect(await left()).toBe(1);
    await ctx.db.execute(sql`update event_outbox set delivered_at = now() where user_id = ${userId}`);
    await tidyUp(ctx, new Date());
    expect(await left()).toBe(0);
  });
});

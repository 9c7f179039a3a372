import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { JobAcceptedSchema } from '../../../contracts/jobs.ts';
import { parse, TwinClient } from '../../../dev/client.ts';
import { healBrokers, ORIGIN, signedUp, steer, uniqueName } from '../../../test/support/trader.ts';
import { app } from '../../app.ts';
import { contextOf } from '../../context.ts';

const { db } = contextOf(env);
/** As it is in production: the other tests' stack allows more. */
const strict = { ...env, IMPORTS_PER_MINUTE: '3' };
const IMPORT = '/api/trades/import';
const HEADER =
  'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';

/** An import that is under way until the brokers are healed. */
const HELD = { match: 'historical/fills', hang: 60_000, times: 100 };

afterEach(healBrokers);

async function trader(): Promise<{ client: TwinClient; userId: string; account: string }> {
  const known = await signedUp();
  const client = new TwinClient(ORIGIN, async (url, init) => app.fetch(new Request(url, init), strict));
  client.setCookie('__Host-session', known.cookie('__Host-session') ?? '');
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  await client.csrfToken();
  return { client, userId: user.id, account: uniqueName() };
}

const fileOf = (at: number) =>
  `${HEADER}\ndefault,${at},BTC-USD,BUY,2026-11-10T10:00:00Z,0.01,BTC,60000,3.6,-603.6,USD`;

async function runsOf(userId: string): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from job where user_id = ${userId} and kind = 'import'`,
  );
  return rows[0]?.n ?? 0;
}

async function untilIdle(userId: string): Promise<void> {
  await vi.waitUntil(
    async () => {
      const { rows } = await db.execute(
        sql`select from job where user_id = ${userId} and status in ('queued', 'running') limit 1`,
      );
      return rows.length === 0;
    },
    { timeout: 30_000, interval: 50 },
  );
}

const leftOf = (answer: Response) => Number(/r=(\d+)/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);

describe('imports of a user', () => {
  test('begin three times in a minute, of whatever files, and are then refused with the time to wait', async () => {
    const { client, userId } = await trader();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => client.uploadFile('fills.csv', fileOf(at))),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3);
    expect(await runsOf(userId)).toBe(3);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(17);
    for (const answer of refused) {
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(20);
      expect(answer.headers.get('ratelimit-policy')).toBe('"import";q=3;w=60');
      expect(answer.headers.get('ratelimit')).toMatch(/^"import";r=0;t=\d+$/);
    }
    await untilIdle(userId);
  });

  test('are not refused where they join one that is under way: that costs nothing', async () => {
    const { client, userId, account } = await trader();
    await steer('/accounts', { name: account, fills: 5 });
    await client.connectCoinbase(account);
    await untilIdle(userId);
    await steer('/faults', HELD);
    const first = await client.post(IMPORT, { broker: 'coinbase' });
    expect(leftOf(first)).toBe(1);
    const { jobId } = await parse(first, JobAcceptedSchema);
    await vi.waitUntil(async () => (await client.job(jobId)).status === 'running', 15_000);
    for (let click = 0; click < 10; click += 1) {
      const again = await client.post(IMPORT, { broker: 'coinbase' });
      // One comes back in twenty seconds.
      expect(leftOf(again)).toBeGreaterThanOrEqual(1);
      expect(await parse(again, JobAcceptedSchema)).toEqual({ jobId });
    }
    await healBrokers();
    await untilIdle(userId);
    expect(await runsOf(userId)).toBe(2);
  });

  test('that are asked for twenty times at once are one, and cost one', async () => {
    const { client, userId, account } = await trader();
    await steer('/accounts', { name: account, fills: 5 });
    await client.connectCoinbase(account);
    await untilIdle(userId);
    await steer('/faults', HELD);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.post(IMPORT, { broker: 'coinbase' })),
    );
    const ids = await Promise.all(answers.map((answer) => parse(answer, JobAcceptedSchema)));
    expect(new Set(ids.map(({ jobId }) => jobId)).size).toBe(1);
    expect(leftOf(await client.post(IMPORT, { broker: 'coinbase' }))).toBeGreaterThanOrEqual(1);
    await healBrokers();
    await untilIdle(userId);
    expect(await runsOf(userId)).toBe(2);
  });

  test('that are not answered again but from what was saved cost nothing', async () => {
    const { client, userId } = await trader();
    const form = new FormData();
    form.set('file', new File([fileOf(1)], 'fills.csv'));
    for (let time = 0; time < 5; time += 1) {
      const answer = await client.send('POST', `${IMPORT}/file`, form, { 'idempotency-key': userId });
      expect(answer.status).toBe(202);
      expect(leftOf(answer)).toBe(2);
    }
    await untilIdle(userId);
  });

  test('that are refused for another reason, and looks into a file, cost nothing', async () => {
    const { client } = await trader();
    for (let time = 0; time < 5; time += 1) {
      const refused = await client.post(IMPORT, { broker: 'coinbase' });
      expect(refused.status).toBe(409);
      expect(leftOf(refused)).toBe(3);
      const form = new FormData();
      form.set('file', new File([fileOf(time)], 'fills.csv'));
      expect((await client.send('POST', `${IMPORT}/file/preview`, form)).status).toBe(200);
    }
  });

  test('do not keep a broker from being connected: its first import is left to the next sweep', async () => {
    const { client, userId, account } = await trader();
    for (let at = 0; at < 3; at += 1)
      expect((await client.uploadFile('fills.csv', fileOf(at))).status).toBe(202);
    await steer('/accounts', { name: account, fills: 5 });
    await client.connectCoinbase(account);
    expect(await runsOf(userId)).toBe(3);
    const { rows } = await db.execute<{ due: boolean }>(
      sql`select next_sync_at <= now() as due from broker_connection where user_id = ${userId}`,
    );
    expect(rows).toEqual([{ due: true }]);
    await untilIdle(userId);
  });
});

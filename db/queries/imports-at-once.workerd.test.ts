import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { holdLock, untilWaiting } from '../../test/support/locks.ts';
import { signedUp } from '../../test/support/trader.ts';
import { contextOf } from '../../worker/context.ts';
import { saveImportPage } from './imports.ts';
import { claimJob, requestJob } from './jobs.ts';

const { db } = contextOf(env);
/** The last statement of a transaction that is held until a test lets it go. */
const turn = (user: string) =>
  db.execute(sql`select pg_advisory_xact_lock(hashtext('turn'), hashtext(${user}))`);

async function userId(): Promise<string> {
  const client = await signedUp();
  return (await (await client.get('/api/auth/me')).json<{ user: { id: string } }>()).user.id;
}

async function runningImport(user: string): Promise<string> {
  const { id } = await requestJob(db, { userId: user, kind: 'import', key: ulid(), params: {} });
  await claimJob(db, id, 'worker', 30_000);
  return id;
}

/** One fill and one deposit of the same second, as one source tells them. */
function pageOf(user: string, jobId: string, source: string) {
  const ts = '2026-11-01T10:00:00Z';
  return {
    ...{ userId: user, jobId, owner: 'worker', leaseMs: 30_000, broker: 'kraken' as const },
    ...{ source, dryRun: false, rejections: [], cursor: '', params: {} },
    trades: [
      {
        ...{ id: ulid(), extId: `${source} fill`, symbol: 'BTC-USD', side: 'BUY' as const, qty: '1' },
        ...{ price: '60000', fee: null, feeCurrency: null, ts, venueSeq: null, orderId: null },
      },
    ],
    movements: [
      {
        ...{ id: ulid(), extId: `${source} deposit`, kind: 'transfer_in' as const, asset: 'ETH' },
        ...{ qty: '2', value: null, valueCurrency: null, ts },
      },
    ],
    ...{ eventId: ulid(), eventTs: new Date().toISOString() },
  };
}

test.each([{ isRelaying: false }, { isRelaying: true }])(
  'two exports of one account at once store each fill and movement once, relaying: $isRelaying',
  async ({ isRelaying }) => {
    const user = await userId();
    const [one, other] = [await runningImport(user), await runningImport(user)];
    // Both pages have begun before either can write.
    const { release } = await holdLock('turn', user);
    const held = db.batch([
      db.execute(sql`select from job where id in (${one}, ${other}) for update`),
      turn(user),
    ]);
    await untilWaiting(1);
    const pages = [pageOf(user, one, 'kraken-trades'), pageOf(user, other, 'kraken-ledger')].map((page) =>
      saveImportPage(db, { ...page, isRelaying }),
    );
    await untilWaiting(3);
    await release();
    await Promise.all([held, ...pages]);
    const { rows } = await db.execute(sql`
    select (select count(*)::int from trade where user_id = ${user}) as fills,
           (select count(*)::int from inventory_event where user_id = ${user}) as moves,
           (select sum((progress ->> 'duplicates')::int)::int from job where user_id = ${user}) as duplicates`);
    expect(rows).toEqual([{ fills: 1, moves: 1, duplicates: 2 }]);
  },
);

test('a reflection that a scoring stores while a movement waits for it is gone over again', async () => {
  const user = await userId();
  const jobId = await runningImport(user);
  const trade = ulid();
  await db.execute(sql`
    insert into trade (id, user_id, broker, ext_id, symbol, side, qty, price, ts, source)
    values (${trade}, ${user}, 'kraken', 'later', 'BTC-USD', 'SELL', 1, 61000, '2026-11-02T10:00:00Z', 'api')`);
  const { release } = await holdLock('turn', user);
  const scoring = db.batch([
    db.execute(sql`select from "user" where id = ${user} for no key update`),
    db.execute(sql`
      insert into reflection (trade_id, user_id, version, insight, sparkline, provisional, digest)
      values (${trade}, ${user}, 1, 'Said without the deposit.', '{}', false, 'digest')`),
    turn(user),
  ]);
  await untilWaiting(1);
  const page = { ...pageOf(user, jobId, 'kraken-ledger'), trades: [], isRelaying: false };
  const saved = saveImportPage(db, page);
  await untilWaiting(2);
  await release();
  await Promise.all([scoring, saved]);
  const { rows } = await db.execute(sql`select provisional from reflection where trade_id = ${trade}`);
  expect(rows).toEqual([{ provisional: true }]);
});

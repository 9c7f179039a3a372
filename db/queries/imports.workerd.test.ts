import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { signedUp } from '../../test/support/trader.ts';
import { contextOf } from '../../worker/context.ts';
import { saveImportPage } from './imports.ts';
import { claimJob, requestJob } from './jobs.ts';

const { db } = contextOf(env);
const TOLD = 300;

test('of an id that one page tells twice the first counts, however the rows are sorted', async () => {
  const client = await signedUp();
  const { user } = await (await client.get('/api/auth/me')).json<{ user: { id: string } }>();
  const job = await requestJob(db, { userId: user.id, kind: 'import', key: ulid(), params: {} });
  await claimJob(db, job.id, 'worker', 30_000);
  const ids = Array.from({ length: TOLD }, (_, index) => `${(index * 7) % TOLD}`);
  const fill = (extId: string, price: string) => ({
    ...{ id: ulid(), extId, price, symbol: 'BTC-USD', side: 'BUY' as const, qty: '1', fee: null },
    ...{ feeCurrency: null, ts: '2026-11-01T10:00:00Z', venueSeq: null, orderId: null },
  });
  const movement = (extId: string, qty: string) => ({
    ...{ id: ulid(), extId, qty, kind: 'transfer_in' as const, asset: 'BTC' },
    ...{ value: null, valueCurrency: null, ts: '2026-11-01T10:00:00Z' },
  });
  await saveImportPage(db, {
    ...{ userId: user.id, jobId: job.id, owner: 'worker', leaseMs: 30_000 },
    ...{ broker: 'coinbase', source: 'api', dryRun: false, rejections: [], cursor: '', params: {} },
    trades: ids.flatMap((id) => [fill(id, '60000'), fill(id, '0.01')]),
    movements: ids.flatMap((id) => [movement(id, '1'), movement(id, '77')]),
    ...{ isRelaying: false, eventId: ulid(), eventTs: new Date().toISOString() },
  });
  const { rows } = await db.execute(sql`
    select (select array_agg(distinct price::text) from trade where user_id = ${user.id}) as prices,
           (select array_agg(distinct qty::text) from inventory_event where user_id = ${user.id}) as moved,
           (select count(*)::int from trade where user_id = ${user.id}) as fills`);
  expect(rows).toEqual([{ prices: ['60000'], moved: ['1'], fills: TOLD }]);
});

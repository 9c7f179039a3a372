import { ulid } from 'ulid';
import { z } from 'zod';
import { RejectionsResponseSchema } from '../../../contracts/jobs.ts';
import { parse } from '../../../dev/client.ts';
import type { CoinbaseFill } from '../../../dev/coinbase/fill-json.ts';
import { checkInvariants } from '../invariants/all.ts';
import { isSpot } from '../invariants/fills.ts';
import { watchJob } from '../job-watch.ts';
import { readEvents } from '../recorder.ts';
import type { Report } from '../report.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport, type Trader } from '../trader.ts';
import type { World } from '../world.ts';

const FILLS = 40;
const SKEW_MS = 10 * 60_000;
const EVENTS = 30;
/** Events are left behind once they are 30 s old. */
const LEFT_MS = 120_000;
const StoredSchema = z.object({ ext_id: z.string(), ts: z.date() });

/** Clocks that disagree: the broker's is ahead or behind, and the ids of events run backward while their commits go forward. */
export const clocks: Scenario = {
  name: 'clocks',
  quick: true,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    await skewedBroker(world, report, trader);
    await backwardIds(world, report, trader);
    await checkInvariants(world, report, trader);
  },
};

async function skewedBroker(world: World, report: Report, trader: Trader): Promise<void> {
  const fresh = world.broker.control.addFills(trader.account.name, FILLS);
  const ahead = new Set(fresh.filter((_, at) => at % 2 === 0).map(({ trade_id }) => trade_id));
  const behind = fresh.filter(({ trade_id }) => !ahead.has(trade_id));
  // The broker goes on telling what it made ten minutes ago; of what is ahead of the time it tells the true one later.
  for (const fill of behind) Object.assign(fill, shift(fill, -SKEW_MS));
  const skewed = fresh.map((fill) => (ahead.has(fill.trade_id) ? shift(fill, SKEW_MS) : fill));
  world.broker.control.faults.add({
    match: '/fills',
    account: trader.account.name,
    answer: () => ({ status: 200, body: { fills: skewed, cursor: '' } }),
  });
  const jobId = await requestImport(trader, world.since);
  const { last } = await watchJob(trader, jobId, 30_000);
  report.broke(
    `by the broker’s clock ${ahead.size} fills are made ten minutes from now, and ${behind.length} were made ten minutes ago`,
  );
  const { rejections } = await parse(
    await trader.client.get(`/api/jobs/${jobId}/rejections`),
    RejectionsResponseSchema,
  );
  const named = rejections.filter(
    ({ extId, reason }) => ahead.has(extId ?? '') && reason.includes('has not come yet'),
  );
  report.check(
    'each of those to come is rejected, and says why',
    named.length === ahead.size ? [] : [JSON.stringify(last.progress)],
  );
  const stored = await world.database.rows(StoredSchema, 'select ext_id, ts from trade where user_id = $1', [
    trader.userId,
  ]);
  report.check(
    'none of them is stored',
    stored.filter(({ ext_id }) => ahead.has(ext_id)).map(({ ext_id }) => ext_id),
  );
  const timeOf = new Map(stored.map(({ ext_id, ts }) => [ext_id, ts.getTime()]));
  report.check(
    'each of those of ten minutes ago is, with the broker’s time',
    behind
      .filter(({ product_id }) => isSpot(product_id))
      .filter(({ trade_id, trade_time }) => timeOf.get(trade_id) !== Date.parse(trade_time))
      .map(({ trade_id, trade_time }) => `${trade_id} of ${trade_time}: ${timeOf.get(trade_id)}`),
  );
  world.broker.control.faults.clear();
  const later = await watchJob(trader, await requestImport(trader, world.since), 30_000);
  report.check(
    'when their time has come they are imported',
    later.last.status === 'done' ? [] : [later.seen.join(' → ')],
  );
  await world.settle(30_000);
}

/** The newest commit carries the oldest id: the feed goes by the commits. */
async function backwardIds(world: World, report: Report, trader: Trader): Promise<void> {
  const now = Date.now() - LEFT_MS;
  const ids = Array.from({ length: EVENTS }, (_, at) => ({
    id: ulid(now - at * 1_000),
    at: now - at * 1_000,
  }));
  for (const { id, at } of ids) {
    await world.database.run(
      `insert into event_outbox (id, user_id, type, v, ts, payload)
       select $2, user_id, type, v, $3, payload from event_outbox
       where user_id = $1 and type = 'import.progress' order by seq desc limit 1`,
      [trader.userId, id, new Date(at).toISOString()],
    );
  }
  report.broke(
    `${EVENTS} events whose ids go back a second each while they are committed one after the other`,
  );
  await world.settle(30_000);
  const page = await readEvents(trader.client, null);
  const told = page.events.map(({ eventId }) => eventId).filter((id) => ids.some((one) => one.id === id));
  const wanted = ids.map(({ id }) => id);
  report.check(
    'they are told in the order of their commits',
    told.join() === wanted.join() ? [] : [told.join(' ')],
  );
}

function shift(fill: CoinbaseFill, ms: number): CoinbaseFill {
  const moved = (text: string) => new Date(Date.parse(text) + ms).toISOString();
  return { ...fill, trade_time: moved(fill.trade_time), sequence_timestamp: moved(fill.sequence_timestamp) };
}

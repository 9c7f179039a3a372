import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { STORES_SCORES } from '../statements.ts';
import { requestImport, type Trader } from '../trader.ts';
import { HOURLY } from '../worker-process.ts';
import type { World } from '../world.ts';

const FILLS = 120;
const WEEK_MS = 7 * 86_400_000;
const HOUR_MS = 3_600_000;
const PATIENCE_MS = 20_000;
/** So long a digest has to be made that must not be. */
const LOOKED_FOR_MS = 4_000;
const CountSchema = z.object({ count: z.coerce.number() });

/** The hour's cron asks for a digest while its week's fills wait for their scoring: what is half scored must not be told as what the week was. */
export const digestBeforeScore: Scenario = {
  name: 'digest-before-score',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    world.broker.control.addFills(trader.account.name, FILLS);
    const scores = world.edge.hold(STORES_SCORES, 'before');
    await requestImport(trader, world.since);
    await scores.caught();
    const over = new Date(Date.now() + WEEK_MS);
    await world.worker.fireCron(HOURLY, over);
    report.broke('the hourly cron comes while a scoring of the week is held before it is stored');
    await sleep(LOOKED_FOR_MS);
    const early = await digests(world, trader);
    report.check('no digest is made of it', early === 0 ? [] : [`${early} were`]);
    scores.release();
    await world.settle(60_000);
    await world.worker.fireCron(HOURLY, new Date(over.getTime() + HOUR_MS));
    const deadline = Date.now() + PATIENCE_MS;
    while ((await digests(world, trader)) === 0 && Date.now() < deadline) await sleep(100);
    const made = await digests(world, trader);
    report.check('the next hour makes one, once all is scored', made === 1 ? [] : [`it made ${made}`]);
    await checkInvariants(world, report, trader);
  },
};

async function digests({ database }: World, { userId }: Trader): Promise<number> {
  const [row] = await database.rows(CountSchema, 'select count(*) from digest where user_id = $1', [userId]);
  return row?.count ?? 0;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { checkInvariants } from '../invariants/all.ts';
import type { Report } from '../report.ts';
import type { Scenario } from '../scenario.ts';
import { STORES_PAGE } from '../statements.ts';
import { requestImport, type Trader } from '../trader.ts';
import { DAILY, HOURLY, MINUTELY } from '../worker-process.ts';
import type { World } from '../world.ts';

const FILLS = 600;
const AT_ONCE = 10;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const DIGEST_PATIENCE_MS = 20_000;
const CountSchema = z.object({ count: z.coerce.number() });

/** Cron not at all, ten times at once, six hours late and ten minutes early. */
export const cron: Scenario = {
  name: 'cron',
  quick: true,
  async run(world, report) {
    world.stopCron();
    const trader = await world.trader(world.account(FILLS));
    await requestImport(trader, world.since);
    const without = await world.settle(30_000);
    report.broke('cron not at all');
    report.check('an import needs no sweep', without === null ? ['it does not end without one'] : []);

    world.broker.control.addFills(trader.account.name, FILLS);
    const page = world.edge.hold(STORES_PAGE, 'after');
    await requestImport(trader, world.since);
    await page.caught();
    await world.worker.kill();
    page.reset();
    await world.worker.start();
    await world.ageJobs();
    const outcomes = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) => world.worker.fireCron(at % 2 === 0 ? MINUTELY : DAILY)),
    );
    report.broke(`a killed import, and ${AT_ONCE} sweeps at once`);
    report.check('every sweep ends well', outcomes.every(Boolean) ? [] : [outcomes.join(', ')]);
    const swept = await world.settle(60_000);
    report.check('the import is taken up', swept === null ? ['it was not'] : []);

    const odd = [new Date(Date.now() - 6 * HOUR_MS), new Date(Date.now() + 10 * MINUTE_MS)];
    for (const at of odd)
      for (const which of [MINUTELY, DAILY]) {
        const ended = await world.worker.fireCron(which, at);
        report.check(`"${which}" scheduled for ${at.toISOString()} ends well`, ended ? [] : ['it failed']);
      }
    await sleep(500);
    await world.settle(30_000);
    await fireForDigests(world, report, trader);
    await checkInvariants(world, report, trader);
  },
};

/** The week is over a week from now: the hour's cron comes ten times at once, and then six hours late. */
async function fireForDigests(world: World, report: Report, trader: Trader): Promise<void> {
  const over = new Date(Date.now() + WEEK_MS);
  const count = async () => {
    const [row] = await world.database.rows(CountSchema, 'select count(*) from digest where user_id = $1', [
      trader.userId,
    ]);
    return row?.count ?? 0;
  };
  report.broke(`${AT_ONCE} crons of one hour at once`);
  await Promise.all(Array.from({ length: AT_ONCE }, () => world.worker.fireCron(HOURLY, over)));
  const deadline = Date.now() + DIGEST_PATIENCE_MS;
  while ((await count()) === 0 && Date.now() < deadline) await sleep(100);
  await world.worker.fireCron(HOURLY, new Date(over.getTime() + 6 * HOUR_MS));
  await sleep(1_000);
  const made = await count();
  report.check('the week has one digest', made === 1 ? [] : [`it has ${made}`]);
}

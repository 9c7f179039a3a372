import { setTimeout as sleep } from 'node:timers/promises';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { STORES_PAGE } from '../statements.ts';
import { requestImport } from '../trader.ts';
import { DAILY, MINUTELY } from '../worker-process.ts';

const FILLS = 600;
const AT_ONCE = 10;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

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
    await checkInvariants(world, report, trader);
  },
};

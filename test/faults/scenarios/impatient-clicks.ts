import { setTimeout as sleep } from 'node:timers/promises';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const FILLS = 600;
const CLICK_EVERY_MS = 5_000;
const RECOVERY_MS = 75_000;

/** The worker of an import died, and its user clicks again and again: that must not keep the import from being taken up. */
export const impatientClicks: Scenario = {
  name: 'impatient-clicks',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await requestImport(trader, world.since);
    await world.killInImport();
    await world.worker.start();
    const killed = Date.now();
    let clicks = 0;
    while (Date.now() - killed < RECOVERY_MS && (await world.activeJobs()) > 0) {
      await requestImport(trader, world.since);
      clicks += 1;
      await sleep(CLICK_EVERY_MS);
    }
    report.broke(
      `kill -9 in the middle of an import, then ${clicks} clicks, one each ${CLICK_EVERY_MS / 1_000} s`,
    );
    const left = await world.activeJobs();
    report.check(
      `the import ends within ${RECOVERY_MS / 1_000} s`,
      left === 0 ? [] : [`${left} jobs have not`],
    );
    await world.settle(60_000);
    await checkInvariants(world, report, trader);
  },
};

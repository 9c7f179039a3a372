import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { STORES_PAGE, STORES_SCORES } from '../statements.ts';
import { requestImport } from '../trader.ts';

const FILLS = 600;
const RECOVERY_S = 75;
const MINUTE_MS = 60_000;

/** Killed in the middle of an import and in the middle of its scoring, with nothing helped along: leases and sweeps take their own time. */
export const trueTimes: Scenario = {
  name: 'true-times',
  quick: false,
  async run(world, report) {
    world.stopCron();
    const trader = await world.trader(world.account(FILLS));
    await requestImport(trader, world.since);
    for (const [place, pattern] of [
      ['a page', STORES_PAGE],
      ['scores', STORES_SCORES],
    ] as const) {
      const hold = world.edge.hold(pattern, 'after');
      await hold.caught();
      await world.worker.kill();
      hold.reset();
      // A cron that strikes each minute finds a lease of 30 s over at the second stroke, at the latest.
      const began = Date.now();
      await world.worker.start();
      world.startCron(MINUTE_MS / 4);
      report.broke(`kill -9 after ${place} had been stored; cron each 15 s`);
      if (place === 'a page') continue;
      const seconds = await world.settle(RECOVERY_S * 1_000);
      report.check(
        `all is done within ${RECOVERY_S} s`,
        seconds === null ? [`not after ${(Date.now() - began) / 1_000} s`] : [],
      );
      report.note(`${seconds?.toFixed(1)} s`);
    }
    await checkInvariants(world, report, trader);
  },
};

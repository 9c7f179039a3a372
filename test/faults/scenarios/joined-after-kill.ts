import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const FILLS = 1_000;
const MORE_FILLS = 100;

/** An import is killed in the middle; another is asked for before it goes on, and joins it: what it asks for is read too. */
export const joinedAfterKill: Scenario = {
  name: 'joined-after-kill',
  quick: false,
  async run(world, report) {
    world.stopCron();
    const trader = await world.trader(world.account(FILLS));
    await requestImport(trader, world.since);
    await world.killInImport();
    world.broker.control.addFills(trader.account.name, MORE_FILLS);
    await world.worker.start();
    await requestImport(trader, world.since);
    report.broke(
      `kill -9 after a page of ${FILLS} fills was stored; ${MORE_FILLS} fills later an import is asked for and joins`,
    );
    await world.ageJobs();
    world.startCron();
    const seconds = await world.settle(90_000);
    report.check('the import ends within 90 s', seconds === null ? ['it did not'] : []);
    await checkInvariants(world, report, trader);
  },
};

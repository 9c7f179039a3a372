import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const FILLS = 1_000;

/** The invariants themselves: where nothing is broken, all of them hold. */
export const undisturbed: Scenario = {
  name: 'undisturbed',
  quick: true,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    const bystander = await world.trader(world.account(60));
    report.broke(`nothing: ${FILLS} fills of one user and 60 of another are imported at once`);
    await Promise.all([requestImport(trader, world.since), requestImport(bystander, world.since)]);
    const seconds = await world.settle(60_000);
    report.check('both imports end within 60 s', seconds === null ? ['they did not'] : []);
    report.note(`${seconds?.toFixed(1)} s, ${trader.recorder.applied.length} events on the socket`);
    await checkInvariants(world, report, trader);
  },
};

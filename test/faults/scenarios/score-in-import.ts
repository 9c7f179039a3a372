import { insertScoreJob } from '../insert-score-job.ts';
import { checkInvariants } from '../invariants/all.ts';
import { watchJob } from '../job-watch.ts';
import type { Scenario } from '../scenario.ts';
import { STORES_PAGE } from '../statements.ts';
import { requestImport, storedFills } from '../trader.ts';

const FILLS = 600;
const BOUND_MS = 60_000;

/** A scoring comes when a part of an import is stored: it speaks of that part, and of the rest somebody speaks later. */
export const scoreInImport: Scenario = {
  name: 'score-in-import',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(20));
    await world.settle(30_000);
    const before = await storedFills(world.database, trader);
    world.broker.control.addFills(trader.account.name, FILLS);
    // The first page is stored and its answer held: the import stands.
    const page = world.edge.hold(STORES_PAGE, 'after');
    await requestImport(trader, world.since);
    await page.caught();
    const part = (await storedFills(world.database, trader)) - before;
    const score = await insertScoreJob(world, trader.userId);
    await world.worker.sendMessages('Q_SCORE', [{ jobId: score }]);
    const { seen, last } = await watchJob(trader, score, BOUND_MS);
    const stood = page.count();
    report.broke(`a scoring when ${part} fills of an import are stored: ${seen.join(' → ')}`);
    report.check(
      'it came in the middle of it',
      part > 0 && stood > 0 ? [] : [`${part} fills, ${stood} held`],
    );
    report.check('it ends well meanwhile', last.status === 'done' ? [] : [seen.join(' → ')]);
    page.release();
    const seconds = await world.settle(BOUND_MS);
    report.check('the import ends within 60 s', seconds === null ? ['it did not'] : []);
    await checkInvariants(world, report, trader);
  },
};

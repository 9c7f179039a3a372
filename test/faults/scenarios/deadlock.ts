import { checkInvariants } from '../invariants/all.ts';
import { watchJob } from '../job-watch.ts';
import type { Scenario } from '../scenario.ts';
import { BEGINS_PAGE, STORES_PAGE } from '../statements.ts';
import { requestImport } from '../trader.ts';

const FILLS = 100;
const DEADLOCKS = 3;
const MOST_TRIES = 12;
const WITHIN_MS = 60_000;

/** Somebody takes the job's row and then the user's, where the product takes the user's and then the job's: Postgres undoes the product's page. */
export const deadlock: Scenario = {
  name: 'deadlock',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    const undone: ('theirs' | 'ours')[] = [];
    const product = () => undone.filter((whose) => whose === 'theirs').length;
    const seen: string[] = [];
    while (product() < DEADLOCKS && undone.length < MOST_TRIES) {
      world.broker.control.addFills(trader.account.name, FILLS);
      const page = world.edge.hold(STORES_PAGE, 'before');
      const jobId = await requestImport(trader, world.since);
      await page.caught();
      const met = world.database.deadlockWith(
        BEGINS_PAGE,
        { text: 'select from job where id = $1 for update', values: [jobId] },
        { text: 'select from "user" where id = $1 for no key update', values: [trader.userId] },
      );
      page.release();
      undone.push(await met);
      seen.push(...(await watchJob(trader, jobId, WITHIN_MS)).seen);
    }
    await world.settle(60_000);
    report.broke(
      `${undone.length} deadlocks, of which Postgres ended ${product()} by undoing a page of an import`,
    );
    report.check(`${DEADLOCKS} pages were undone`, product() === DEADLOCKS ? [] : [undone.join(', ')]);
    const invisible = seen.every((state) => state === 'running' || state === 'done');
    report.check('the imports end well, and nobody sees anything of it', invisible ? [] : [seen.join(' → ')]);
    await checkInvariants(world, report, trader);
  },
};

import { TwinClient } from '../../../dev/client.ts';
import { fillsRequests } from '../broker-log.ts';
import { checkInvariants } from '../invariants/all.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const FILLS = 1_000;
const CLICKS = 20;
/** Of 250 fills, of those in the window. */
const PAGES = 5;

/** Twenty imports of one window at once, from two browsers. */
export const parallelImports: Scenario = {
  name: 'parallel-imports',
  quick: true,
  async run(world, report) {
    const trader = await world.trader(world.account(20));
    await world.settle(30_000);
    world.broker.control.addFills(trader.account.name, FILLS);
    const other = new TwinClient(world.worker.origin);
    await other.enter(trader.client.account);
    const from = Date.now();
    const answers = await Promise.allSettled(
      Array.from({ length: CLICKS }, (_, at) =>
        requestImport({ ...trader, client: at % 2 === 0 ? trader.client : other }, world.since),
      ),
    );
    const ids = new Set(
      answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : String(answer.reason))),
    );
    report.broke(`${CLICKS} imports of one window at once, from two browsers`);
    report.check('all join one job', ids.size === 1 ? [] : [...ids]);
    const seconds = await world.settle(60_000);
    report.check('it ends within 60 s', seconds === null ? ['it did not'] : []);
    // What the last click reaches further than the first is a window of its own, of milliseconds.
    const asked = fillsRequests(world, trader.account.name, from).map(
      ({ query }) => `${query.cursor ?? 'first'} from ${query.start_sequence_timestamp}`,
    );
    const twice = asked.filter((page, at) => asked.indexOf(page) !== at);
    report.check(
      'the broker is asked for each page once',
      twice.map((page) => `page ${page} again`),
    );
    report.check('and for two windows at the most', asked.length <= PAGES + 1 ? [] : asked);
    await checkInvariants(world, report, trader);
  },
};

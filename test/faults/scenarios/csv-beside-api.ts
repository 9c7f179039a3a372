import { Big } from 'big.js';
import { JobAcceptedSchema } from '../../../contracts/jobs.ts';
import { parse } from '../../../dev/client.ts';
import type { CoinbaseFill } from '../../../dev/coinbase/fill-json.ts';
import { handOverTogether } from '../hand-over-together.ts';
import { checkInvariants } from '../invariants/all.ts';
import { isSpot } from '../invariants/fills.ts';
import { watchJob } from '../job-watch.ts';
import type { Scenario } from '../scenario.ts';
import { STORES_PAGE } from '../statements.ts';
import { requestImport } from '../trader.ts';

const FILLS = 300;
const BOUND_MS = 60_000;

/** The same fills by the API and by the broker's own export, both at work at once on the same rows. */
export const csvBesideApi: Scenario = {
  name: 'csv-beside-api',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(20));
    await world.settle(30_000);
    const fresh = world.broker.control.addFills(trader.account.name, FILLS);
    // A size in the quote currency is rounded where it is turned into one of the base: the two would tell of other quantities.
    const listed = fresh.filter(({ product_id, size_in_quote }) => isSpot(product_id) && !size_in_quote);
    const { jobs, pages } = await handOverTogether(world, async () => {
      const api = await requestImport(trader, world.since);
      const uploaded = await trader.client.uploadFile('fills.csv', exportOf(listed));
      const { jobId: file } = await parse(uploaded, JobAcceptedSchema);
      return { jobs: { api, file }, pages: world.edge.hold(STORES_PAGE, 'before') };
    });
    // Both have a page to store before either does.
    await Promise.race([pages.caught(2), trader.recorder.until(() => false, 10_000)]);
    const together = pages.count();
    pages.release();
    report.broke(`${listed.length} fills by the API and by a file at once, ${together} pages of both held`);
    report.check('both store at the same time', together === 2 ? [] : [`${together} held`]);
    for (const [name, id] of Object.entries(jobs)) {
      const { seen, last } = await watchJob(trader, id, BOUND_MS);
      const { rejected } = last.progress;
      report.check(`the import by ${name} ends well`, last.status === 'done' ? [] : [seen.join(' → ')]);
      if (name === 'file')
        report.check('no row of the file is rejected', rejected === 0 ? [] : [`${rejected} are`]);
    }
    await world.settle(BOUND_MS);
    await checkInvariants(world, report);
  },
};

/** As Coinbase exports them, with the ids that its API gives. */
function exportOf(fills: readonly CoinbaseFill[]): string {
  const rows = fills.map(({ trade_id, product_id, side, trade_time, size, price, commission }) => {
    const [base = '', quote = ''] = product_id.split('-');
    const value = new Big(size).times(price);
    const total = side === 'BUY' ? value.plus(commission).neg() : value.minus(commission);
    return [
      'default',
      trade_id,
      product_id,
      side,
      trade_time,
      size,
      base,
      price,
      commission,
      total.toFixed(),
      quote,
    ].join(',');
  });
  const header =
    'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';
  return [header, ...rows].join('\n');
}

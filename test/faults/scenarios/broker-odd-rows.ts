import type { CoinbaseFill } from '../../../dev/coinbase/fill-json.ts';
import { checkInvariants } from '../invariants/all.ts';
import { watchJob } from '../job-watch.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const FILLS = 200;
const OVERLAP = 10;
const PAGE = 60;

/** Rows that are no fills, each made of one that is. None of them may be stored, and none may take its neighbours with it. */
function oddRows(fill: CoinbaseFill): string[] {
  const odd = (changes: Record<string, unknown>) =>
    JSON.stringify({ ...fill, trade_id: `odd-${JSON.stringify(changes).slice(0, 40)}`, ...changes });
  return [
    odd({ price: 'NaN' }),
    odd({ price: 'Infinity' }),
    odd({ size: '1e400' }),
    odd({ size: '-1' }),
    odd({ size: '0' }),
    odd({ price: 12.5 }),
    odd({ commission: null }),
    odd({ side: 'HOLD' }),
    odd({ trade_time: 'yesterday' }),
    odd({ trade_time: '2026-02-30T00:00:00Z' }),
    odd({ trade_id: '' }),
    odd({ trade_id: 'x'.repeat(5_000) }),
    odd({ product_id: '../../etc-USD' }),
    odd({ trade_id: 'a\u0000b' }),
    '{"__proto__":{"price":"1"},"constructor":{"prototype":{"polluted":true}}}',
    'null',
    '[]',
    '1e400',
    '"a fill"',
  ];
}

/** Odd rows among good ones, the same fill again with another price, pages that overlap and pages that are empty and lead on. */
export const brokerOddRows: Scenario = {
  name: 'broker-odd-rows',
  quick: true,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    const bystander = await world.trader(world.account(20));
    await world.settle(30_000);
    world.broker.control.addFills(trader.account.name, FILLS);
    const newestFirst = trader.account.fills.toReversed();
    const [newest] = newestFirst;
    if (!newest) throw new Error('The account has no fills.');
    const odd = oddRows(newest);
    const contradicted: CoinbaseFill = { ...newest, price: '0.01', size: '77' };
    world.broker.control.faults.add({
      match: '/fills',
      account: trader.account.name,
      answer({ query }) {
        const page = Number(query.get('cursor') ?? '0');
        // Every other page is empty and leads on; each other begins with the last fills of the one before.
        const from = Math.max((page / 2) * PAGE - OVERLAP, 0);
        const fills = page % 2 === 1 ? [] : newestFirst.slice(from, (page / 2 + 1) * PAGE);
        const rows = fills.map((fill) => JSON.stringify(fill));
        if (page === 0) rows.splice(5, 0, ...odd, JSON.stringify(contradicted));
        const cursor = (page / 2 + 1) * PAGE < newestFirst.length ? String(page + 1) : '';
        // As text: JSON.stringify knows neither 1e400 nor __proto__.
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: `{"fills":[${rows.join(',')}],"cursor":"${cursor}"}`,
        };
      },
    });
    const { seen, last, seconds } = await watchJob(trader, await requestImport(trader, world.since), 60_000);
    report.broke(
      `${odd.length} odd rows, a fill told twice with another price, overlapping and empty pages: ${seen.join(' → ')} in ${seconds.toFixed(1)} s`,
    );
    report.check('the import ends well', last.status === 'done' ? [] : [JSON.stringify(last)]);
    report.check(
      'each odd row is rejected by itself',
      last.progress.rejected >= odd.length ? [] : [JSON.stringify(last.progress)],
    );
    world.broker.control.faults.clear();
    const alive = await bystander.client.get('/api/trades');
    report.check('nobody else notices', alive.ok && !('polluted' in {}) ? [] : [`${alive.status}`]);
    await world.settle(60_000);
    await checkInvariants(world, report, trader);
  },
};

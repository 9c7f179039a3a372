import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { JobAcceptedSchema } from '../../../contracts/jobs.ts';
import { parse, TwinClient } from '../../../dev/client.ts';
import { handOverTogether } from '../hand-over-together.ts';
import { duplicates } from '../invariants/duplicates.ts';
import type { Scenario } from '../scenario.ts';
import { STORES_PAGE } from '../statements.ts';
import type { World } from '../world.ts';

const FILLS = 300;
const BOUND_MS = 60_000;
const CATCH_MS = 10_000;
const MINUTE_MS = 60_000;
const StoredSchema = z.object({ fills: z.number(), twice: z.number() });

/** Two exports of one account, each with ids of its own for the same fills, both at work at once. */
export const twoExports: Scenario = {
  name: 'two-exports',
  quick: false,
  async run(world, report) {
    const client = new TwinClient(world.worker.origin);
    await client.enter({ email: 'two-exports@example.com', password: 'faults need no secret at all' });
    const upload = async (text: string) =>
      (await parse(await client.uploadFile('export.csv', text), JobAcceptedSchema)).jobId;
    const fills = Array.from({ length: FILLS }, (_, at) => ({
      id: `${at + 1}`,
      ts: new Date(world.since.getTime() + at * MINUTE_MS).toISOString(),
      qty: `0.0${at + 1}`,
    }));
    const [first, ...others] = fills;
    if (!first) throw new Error('There are no fills.');
    await upload(asFills([first]));
    await world.settle(BOUND_MS);

    const { jobs, pages } = await handOverTogether(world, async () => ({
      jobs: [await upload(asFills(others)), await upload(asTransactions(fills))],
      pages: world.edge.hold(STORES_PAGE, 'before'),
    }));
    await Promise.race([pages.caught(2), sleep(CATCH_MS)]);
    const together = pages.count();
    pages.release();
    report.broke(`two exports of ${FILLS} fills under other ids at once, ${together} pages of both held`);
    report.check('both store at the same time', together === 2 ? [] : [`${together} held`]);
    report.check('they end within 60 s', (await world.settle(BOUND_MS)) === null ? ['they did not'] : []);
    for (const id of jobs) {
      const { status, progress } = await client.job(id);
      const isWell = status === 'done' && progress.rejected === 0;
      report.check('an export is read whole', isWell ? [] : [`${status}, ${JSON.stringify(progress)}`]);
    }
    const { fills: stored, twice } = await storedOf(world);
    report.check(
      'each fill is stored once',
      stored === FILLS ? [] : [`${stored} of ${FILLS}, ${twice} twice`],
    );
    report.check('I2 nothing is there twice', await duplicates(world.database));
  },
};

/** Of the one user that there is: all rows, and how many say what another one says. */
async function storedOf(world: World): Promise<z.infer<typeof StoredSchema>> {
  const [row] = await world.database.rows(
    StoredSchema,
    `select count(*)::int as fills, (count(*) - count(distinct (symbol, side, qty, date_trunc('second', ts))))::int as twice
     from trade`,
  );
  return row ?? { fills: 0, twice: 0 };
}

interface Fill {
  id: string;
  ts: string;
  qty: string;
}

function asFills(fills: readonly Fill[]): string {
  const header =
    'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';
  const rows = fills.map(
    ({ id, ts, qty }) =>
      `default,${id},BTC-USD,BUY,${ts},${qty},BTC,60000,1,${-(Number(qty) * 60000 + 1)},USD`,
  );
  return [header, ...rows].join('\n');
}

function asTransactions(fills: readonly Fill[]): string {
  const header =
    'ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes';
  const rows = fills.map(({ id, ts, qty }) => {
    const subtotal = Number(qty) * 60_000;
    const time = `${ts.slice(0, 19).replace('T', ' ')} UTC`;
    return `t${id},${time},Buy,BTC,${qty},USD,60000,${subtotal},${subtotal + 1},1,Bought ${qty} BTC`;
  });
  return [header, ...rows].join('\n');
}

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { UserResponseSchema } from '../../../contracts/auth.ts';
import { JobAcceptedSchema } from '../../../contracts/jobs.ts';
import { parse, TwinClient } from '../../../dev/client.ts';
import type { LoggedRequest } from '../../../dev/simulator/request-log.ts';
import { fillsRequests } from '../broker-log.ts';
import type { Scenario } from '../scenario.ts';
import { requestImport } from '../trader.ts';

const FILLS = 60;
const HOUR_S = 3_600;
const REFLECTED_MS = 90_000;
/** Of months that nobody has read: their candles are not stored. */
const LONG_AGO_MS = 400 * 86_400_000;
const ROWS = 4;
const UNDER_WAY_MS = 1_000;
const CountsSchema = z.object({ trades: z.coerce.number(), said: z.coerce.number() });

/** Every source of candles rests for an hour: who brings fills by a file is spoken to all the same, in a minute and a half. */
export const reflectionsWithoutCandles: Scenario = {
  name: 'reflections-without-candles',
  quick: false,
  async run(world, report) {
    const trader = await world.trader(world.account(FILLS));
    await world.settle(30_000);
    const from = Date.now();
    const refusal = { status: 429, retryAfter: String(HOUR_S) };
    world.broker.control.faults.add({ match: '/fills', account: trader.account.name, ...refusal });
    world.binance.control.faults.add({ match: '/klines', ...refusal });
    await requestImport(trader, world.since);
    await trader.recorder.until(() => fillsRequests(world, trader.account.name, from).length > 0, 10_000);
    // The breaker hears of it a moment after it was sent.
    await sleep(500);

    const reader = new TwinClient(world.worker.origin);
    await reader.enter({ email: 'reader-of-files@example.com', password: 'faults need no secret at all' });
    const { user } = await parse(await reader.get('/api/auth/me'), UserResponseSchema);
    await parse(await reader.uploadFile('fills.csv', exportOf(Date.now() - LONG_AGO_MS)), JobAcceptedSchema);
    const began = Date.now();
    const counts = async () => {
      const [row] = await world.database.rows(
        CountsSchema,
        `select count(*) as trades, count(*) filter (where exists (
           select from reflection r where r.trade_id = t.id)) as said from trade t where t.user_id = $1`,
        [user.id],
      );
      return row ?? { trades: 0, said: 0 };
    };
    let found = await counts();
    while (found.said < ROWS && Date.now() - began < REFLECTED_MS) {
      await sleep(500);
      found = await counts();
    }
    report.broke(
      `429 with Retry-After ${HOUR_S} from every source of candles; ${ROWS} fills come by a file of another user`,
    );
    report.check('the fills are stored', found.trades === ROWS ? [] : [`${found.trades} of ${ROWS}`]);
    report.check(
      `each is spoken of within ${REFLECTED_MS / 1_000} s`,
      found.said === ROWS ? [] : [`${found.said} of ${ROWS}`],
    );
    report.note(`${found.said} reflections after ${((Date.now() - began) / 1_000).toFixed(1)} s`);
    report.check('each source is left alone once it has refused', [
      ...askedAgain(world.broker.control.log.since(from), from),
      ...askedAgain(world.binance.control.log.since(from), from),
    ]);
  },
};

/** Calls for candles go out several at once: what was under way when the first was refused is no further question. */
function askedAgain(requests: readonly LoggedRequest[], from: number): string[] {
  const refused = requests.find(({ status }) => status === 429);
  if (!refused) return ['it was never asked'];
  return requests
    .filter(({ t }) => t > refused.t + refused.ms + UNDER_WAY_MS)
    .map(({ t, path }) => `after ${t - from} ms: ${path}`);
}

/** A fills export of Coinbase, an hour between two rows. */
function exportOf(firstMs: number): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const [side, total] = at % 2 === 0 ? ['BUY', '-603.6'] : ['SELL', '596.4'];
    const ts = new Date(firstMs + at * 3_600_000).toISOString();
    return `default,${901 + at},BTC-USD,${side},${ts},0.01,BTC,60000,3.6,${total},USD`;
  });
  return [
    'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit',
    ...rows,
  ].join('\n');
}

import { JobAcceptedSchema } from '../contracts/jobs.ts';
import { SimulationSchema } from '../contracts/simulations.ts';
import { type Trade, TradesResponseSchema } from '../contracts/trades.ts';
import { parse, TwinClient } from '../dev/client.ts';
import { startProductionStack } from '../dev/production-stack.ts';
import { tell } from './quantile.ts';

/** What a trader waits for who asks what a trade would have come to: its candles are there, at the API of the production build with the real Postgres. */

const FILLS = 600;
const TRADERS = 12;
/** As many as one trader may ask for at once. */
const ASKED_EACH = 9;
const KEPT_EACH = 20;
const BUDGET_MS = 30;
/** So that weeks of hours are gone over, and none of them is still to come. */
const OLDER_THAN_DAYS = 20;
const DAY_MS = 24 * 3_600_000;
const PATIENCE_MS = 300_000;
const PATH = '/api/simulations/simple';

const stack = await startProductionStack();
const reckoned: number[] = [];
const keptAnswers: number[] = [];
try {
  stack.simulators.coinbase.control.account('bench', FILLS);
  for (let n = 0; n < TRADERS; n += 1) await askAs(n);
} finally {
  await stack.stop();
}
// The first trader warms the isolate up.
const areKept = [
  tell('a simulation that is reckoned', reckoned.slice(ASKED_EACH), BUDGET_MS),
  tell('a simulation that is kept', keptAnswers.slice(KEPT_EACH), BUDGET_MS),
];
process.exit(areKept.every(Boolean) ? 0 : 1);

/** A trader of their own, since each may ask for ten answers a minute; all have the same trades. */
async function askAs(n: number): Promise<void> {
  const client = new TwinClient(stack.origin);
  await client.enter({ email: `bench-${n}@example.com`, password: 'benchmarks need no secret' });
  await client.connectCoinbase('bench');
  await client.untilScored(await client.importFills(), PATIENCE_MS);
  const until = new Date(Date.now() - OLDER_THAN_DAYS * DAY_MS).toISOString();
  const { trades } = await parse(
    await client.get(`/api/trades?limit=200&until=${until}`),
    TradesResponseSchema,
  );
  const buys = trades.filter(({ side }) => side === 'BUY').slice(-ASKED_EACH);
  for (const [at, trade] of buys.entries()) {
    const body = { tradeId: trade.id, horizonDays: horizonOf(trade, at) };
    reckoned.push(await answered(client, body));
  }
  const [trade] = buys;
  if (!trade) throw new Error('There is no buy.');
  for (let at = 0; at < KEPT_EACH; at += 1)
    keptAnswers.push(await answered(client, { tradeId: trade.id, horizonDays: horizonOf(trade, 0) }));
}

function horizonOf({ ts }: Trade, at: number): number {
  const days = Math.floor((Date.now() - Date.parse(ts)) / DAY_MS);
  return Math.max(1, Math.min(30, days - 1) - at);
}

/** Milliseconds of an answer whose candles are there; where they are not, they are fetched first. */
async function answered(client: TwinClient, body: object): Promise<number> {
  for (;;) {
    const begun = performance.now();
    const answer = await client.post(PATH, body);
    const text = await answer.text();
    const took = performance.now() - begun;
    if (answer.status === 200) {
      SimulationSchema.parse(JSON.parse(text));
      return took;
    }
    if (answer.status !== 202) throw new Error(`${answer.status}: ${text}`);
    const { jobId } = JobAcceptedSchema.parse(JSON.parse(text));
    while (['queued', 'running'].includes((await client.job(jobId)).status))
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

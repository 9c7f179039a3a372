import { setTimeout as sleep } from 'node:timers/promises';
import { CheckSchema } from '../contracts/check.ts';
import { SettingsResponseSchema } from '../contracts/settings.ts';
import { parse } from '../dev/client.ts';
import { startProductionStack } from '../dev/production-stack.ts';
import { importLargeTrader } from './large-trader.ts';
import { median, tell } from './quantile.ts';

/**
 * What a trader with 10,000 trades waits for before a trade, at the API of the production build with the real Postgres, all candles being stored. The
 * limit of thirty checks a minute holds here as anywhere, so that they come in rounds.
 */

const ROUNDS = 3;
const A_ROUND = 30;
const WARM_UP = 4;
const CHANGES = 5;
const BUDGET_MS = 300;
const MINUTE_MS = 60_000;
const TRADES = [
  { symbol: 'BTC-USD', side: 'BUY' },
  { symbol: 'ETH-USD', side: 'BUY' },
  { symbol: 'BTC-USD', side: 'SELL', qty: '0.01' },
];

const stack = await startProductionStack();
let kept = true;
try {
  const client = await importLargeTrader(stack);

  const check = async (at: number): Promise<number> => {
    const start = performance.now();
    const answer = await client.send('POST', '/api/twin/check', JSON.stringify(TRADES[at % TRADES.length]));
    const body = await answer.text();
    const took = performance.now() - start;
    if (!answer.ok) throw new Error(`a check was answered with ${answer.status}: ${body}`);
    const { market, similar } = CheckSchema.parse(JSON.parse(body));
    if (market !== 'read' || !similar.result.known) throw new Error(`this check tells too little: ${body}`);
    return took;
  };

  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await sleep(MINUTE_MS);
    for (let at = 0; at < A_ROUND; at += 1) {
      const took = await check(at);
      if (round > 0 || at >= WARM_UP) times.push(took);
    }
  }
  kept = tell('POST /api/twin/check', times, BUDGET_MS);

  await sleep(MINUTE_MS);
  const { settings } = await parse(await client.get('/api/account/settings'), SettingsResponseSchema);
  const changed: number[] = [];
  for (let change = 1; change <= CHANGES; change += 1) {
    const risk = JSON.stringify({ ...settings, riskPerTrade: String(change) });
    await parse(await client.send('PUT', '/api/account/settings', risk), SettingsResponseSchema);
    changed.push(await check(0));
  }
  console.log(
    `the first check after a change, which books all trades anew: median ${median(changed).toFixed(0)} ms of ${CHANGES}`,
  );
} finally {
  await stack.stop();
}
process.exit(kept ? 0 : 1);

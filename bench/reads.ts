import { SettingsResponseSchema } from '../contracts/settings.ts';
import { parse } from '../dev/client.ts';
import { startProductionStack } from '../dev/production-stack.ts';
import { importLargeTrader } from './large-trader.ts';
import { median, tell } from './quantile.ts';

/** What a trader with 10,000 trades waits for, at the API of the production build with the real Postgres. */

const WARM_UP = 20;
const REQUESTS = 200;
const CHANGES = 20;
const BUDGET_MS = 50;
const PATHS = ['/api/stats', '/api/insights', '/api/trades?limit=50', '/api/thresholds'];

const stack = await startProductionStack();
let kept = true;
try {
  const client = await importLargeTrader(stack);
  for (const path of PATHS) {
    const times: number[] = [];
    for (let at = 0; at < WARM_UP + REQUESTS; at += 1) {
      const start = performance.now();
      const answer = await client.get(path);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
      if (at >= WARM_UP) times.push(performance.now() - start);
    }
    kept = tell(path, times, BUDGET_MS) && kept;
  }
  const { settings } = await parse(await client.get('/api/account/settings'), SettingsResponseSchema);
  const changed: number[] = [];
  for (let at = 1; at <= CHANGES; at += 1) {
    const risk = JSON.stringify({ ...settings, riskPerTrade: String(at) });
    await parse(await client.send('PUT', '/api/account/settings', risk), SettingsResponseSchema);
    const start = performance.now();
    await (await client.get('/api/stats')).arrayBuffer();
    changed.push(performance.now() - start);
  }
  console.log(
    `/api/stats, the first read after a change: median ${median(changed).toFixed(0)} ms of ${CHANGES}`,
  );
} finally {
  await stack.stop();
}
process.exit(kept ? 0 : 1);

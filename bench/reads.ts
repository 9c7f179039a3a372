import { SettingsResponseSchema } from '../contracts/settings.ts';
import { parse } from '../dev/client.ts';
import { startProductionStack } from '../dev/production-stack.ts';
import { importLargeTrader } from './large-trader.ts';
import { median } from './median.ts';

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
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
    kept &&= at(0.95) <= BUDGET_MS;
    console.log(
      `${path}: p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms of ${BUDGET_MS} ms, most ${at(1).toFixed(1)} ms`,
    );
  }
  const { settings } = await parse(await client.get('/api/account/settings'), SettingsResponseSchema);
  const changed: number[] = [];
  for (let at = 1; at <= CHANGES; at += 1) {
    await client.send(
      'PUT',
      '/api/account/settings',
      JSON.stringify({ ...settings, riskPerTrade: String(at) }),
    );
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

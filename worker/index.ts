import { app } from './app.ts';
import { contextOf } from './context.ts';
import { consume } from './jobs/dispatch.ts';
import { eachHour, sweep, tidyUp } from './jobs/sweep.ts';
import { listMonthsToKeep, storeListedMonths } from './market/keep-months.ts';
import { snapshotLoader } from './services/markets.ts';

export { BrokerCircuit } from '../durable/broker-circuit.ts';
export { RateLimiter } from '../durable/rate-limiter.ts';
export { UserFeed } from '../durable/user-feed.ts';

const MINUTELY = '* * * * *';
const HOURLY = '0 * * * *';
const WEEKLY = '23 4 * * mon';

export default {
  fetch: app.fetch,
  queue: consume,
  async scheduled({ cron, scheduledTime }, env) {
    const ctx = contextOf(env);
    const at = new Date(scheduledTime);
    if (cron === MINUTELY) {
      await sweep(ctx);
      await storeListedMonths(ctx, snapshotLoader(ctx), at);
    } else if (cron === HOURLY) await eachHour(ctx, at);
    else if (cron === WEEKLY) await listMonthsToKeep(ctx, at);
    else await tidyUp(ctx, at);
  },
} satisfies ExportedHandler<Env>;

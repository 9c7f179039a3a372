import { app } from './app.ts';
import { contextOf } from './context.ts';
import { consume } from './jobs/dispatch.ts';
import { eachHour, sweep } from './jobs/sweep.ts';
import { tidyUp } from './jobs/tidy-up.ts';
import { listMonthsToKeep, storeListedMonths } from './market/keep-months.ts';
import { snapshotLoader } from './services/candles/markets.ts';

export { BrokerCircuit } from '../durable/broker-circuit.ts';
export { RateLimiter } from '../durable/rate-limiter.ts';
export { UserFeed } from '../durable/user-feed.ts';

const MINUTELY = '* * * * *';
const HOURLY = '0 * * * *';
const DAILY = '17 3 * * *';

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
    else if (cron === DAILY) await tidyUp(ctx, at);
    // The weekly one, whatever becomes of the name of its day on the way.
    else await listMonthsToKeep(ctx, at);
  },
} satisfies ExportedHandler<Env>;

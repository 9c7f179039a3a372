import { app } from './app.ts';
import { contextOf } from './context.ts';
import { consume } from './jobs/dispatch.ts';
import { sweep, tidyUp } from './jobs/sweep.ts';

export { BrokerCircuit } from '../durable/broker-circuit.ts';
export { UserFeed } from '../durable/user-feed.ts';

const MINUTELY = '* * * * *';

export default {
  fetch: app.fetch,
  queue: consume,
  async scheduled(controller, env) {
    const ctx = contextOf(env);
    if (controller.cron === MINUTELY) await sweep(ctx);
    else await tidyUp(ctx, new Date(controller.scheduledTime));
  },
} satisfies ExportedHandler<Env>;

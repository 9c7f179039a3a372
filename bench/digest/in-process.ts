import { type Context, contextOf } from '../../worker/context.ts';
import type { DigestMessage } from '../../worker/jobs/messages.ts';

/** A Worker's context in this process, over the real Postgres; what it would send to queues and objects is counted and dropped. */
export interface CountedWorker {
  ctx: Context;
  messages: DigestMessage[];
  /** Calls that an invocation would be charged for since the last look. */
  calls(): number;
}

export function countedWorker(vars: { DATABASE_URL: string; NEON_PROXY: string }): CountedWorker {
  let calls = 0;
  const messages: DigestMessage[] = [];
  const fetched = globalThis.fetch;
  globalThis.fetch = (...request) => {
    calls += 1;
    return fetched(...request);
  };
  const secret = 'x'.repeat(43);
  const env = {
    ...vars,
    ...{ COINBASE_LOGIN_URL: 'http://none', COINBASE_API_URL: 'http://none' },
    ...{ BINANCE_API_URL: 'http://none', BINANCE_MARKET_URL: 'http://none' },
    ...{ CSRF_SECRET: secret, HASH_PEPPER: secret, KEY_ENCRYPTION_KEYS: `none:${secret}` },
    METRICS: { writeDataPoint: () => undefined },
    USER_FEED: {
      getByName: () => ({
        append: async () => {
          calls += 1;
        },
      }),
    },
    Q_DIGEST: {
      sendBatch: async (batch: Iterable<{ body: DigestMessage }>) => {
        calls += 1;
        for (const { body } of batch) messages.push(body);
      },
    },
  };
  return {
    // The bindings of a Worker, as far as digests touch them.
    ctx: contextOf(env as unknown as Env),
    messages,
    calls() {
      const since = calls;
      calls = 0;
      return since;
    },
  };
}

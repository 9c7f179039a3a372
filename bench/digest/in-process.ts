import { contextOf } from '../../worker/context.ts';
import { askForDigests } from '../../worker/jobs/ask-for-digests.ts';
import { makeDigests } from '../../worker/jobs/make-digests.ts';
import type { DigestMessage } from '../../worker/jobs/messages.ts';

/**
 * Asks for all digests that are due and makes those of the first message, over the real Postgres, in this process; what would go to queues and feeds is
 * counted and dropped. Prints what was sent, how many calls an invocation would have been charged for, and how long it took.
 */

const [at = '', databaseUrl = '', neonProxy = ''] = process.argv.slice(2);

let calls = 0;
const messages: DigestMessage[] = [];
const fetched = globalThis.fetch;
globalThis.fetch = (...request: Parameters<typeof fetch>) => {
  calls += 1;
  return fetched(...request);
};
const secret = 'x'.repeat(43);
const env = {
  DATABASE_URL: databaseUrl,
  NEON_PROXY: neonProxy,
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
// The bindings of a Worker, as far as digests touch them.
const ctx = contextOf(env as unknown as Env);

async function counted<T>(work: () => Promise<T>): Promise<{ result: T; calls: number; ms: number }> {
  calls = 0;
  const begun = performance.now();
  const result = await work();
  return { result, calls, ms: performance.now() - begun };
}

const asked = await counted(() => askForDigests(ctx, new Date(at)));
const [first] = messages;
if (!first) throw new Error('No message was sent.');
const made = await counted(() => makeDigests(ctx, first));
console.log(
  JSON.stringify({
    asked: {
      users: asked.result.users,
      messages: messages.length,
      largest: Math.max(...messages.map(({ userIds }) => userIds.length)),
      calls: asked.calls,
      ms: asked.ms,
    },
    made: { calls: made.calls, ms: made.ms },
  }),
);

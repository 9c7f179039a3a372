import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { UserResponseSchema } from '../contracts/auth.ts';
import { DigestPayloadSchema } from '../contracts/digests.ts';
import { JobAcceptedSchema } from '../contracts/jobs.ts';
import { parse, TwinClient } from '../dev/client.ts';
import { startProductionStack } from '../dev/production-stack.ts';
import { openZone } from '../domain/history/local-time.ts';
import { endedWeek } from '../domain/history/local-week.ts';
import { median, quantile } from './quantile.ts';

/**
 * A digest of a week with 1,000 trades, from its message to its stored row, at the production build with the real Postgres; and what it takes to ask for
 * 10,000 users, and to make a message's hundred, in calls and in time.
 */

const TRADES = 1_000;
/** The isolate's first digests load and compile what makes them. */
const WARM_UP = 5;
const RUNS = 40;
const BUDGET_MS = 500;
const USERS = 10_000;
const MOST_CALLS = 1_000;
const MOST_USERS = 100;
const POLL_MS = 2;
const PATIENCE_MS = 60_000;
/** When the week that is over in UTC is over everywhere. */
const AFTER_EVERY_ZONE_MS = 12 * 3_600_000;
const FanOutSchema = z.object({
  asked: z.object({
    users: z.number(),
    messages: z.number(),
    largest: z.number(),
    calls: z.number(),
    ms: z.number(),
  }),
  made: z.object({ calls: z.number(), ms: z.number() }),
});

const week = endedWeek(openZone('UTC'), Date.now());
const stack = await startProductionStack();
const db = new pg.Client({ connectionString: stack.vars.DATABASE_URL });
let kept = true;
try {
  await db.connect();
  await measureWeek();
  await measureFanOut();
} finally {
  await db.end();
  await stack.stop();
}
process.exit(kept ? 0 : 1);

async function measureWeek(): Promise<void> {
  const client = new TwinClient(stack.origin);
  await client.enter({ email: 'bench@example.com', password: 'benchmarks need no secret', timezone: 'UTC' });
  const { jobId } = await parse(await client.uploadFile('week.csv', exportOfWeek()), JobAcceptedSchema);
  await client.untilScored(jobId, PATIENCE_MS);
  const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
  const times: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    await db.query('delete from digest where user_id = $1', [user.id]);
    const begun = performance.now();
    await stack.sendMessages('Q_DIGEST', [
      { weekOverAt: new Date(week.end).toISOString(), userIds: [user.id] },
    ]);
    const payload = await untilStored(user.id, begun);
    if (run >= WARM_UP) times.push(performance.now() - begun);
    if (payload.trades !== TRADES) throw new Error(`The digest has ${payload.trades} trades.`);
  }
  const p95 = quantile(times, 0.95);
  kept &&= p95 <= BUDGET_MS;
  console.log(
    `a week of ${TRADES} trades, message to row: median ${median(times).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms of ${BUDGET_MS} ms, ${RUNS} runs`,
  );
}

async function untilStored(userId: string, begun: number) {
  for (;;) {
    const { rows } = await db.query('select payload from digest where user_id = $1', [userId]);
    if (rows.length > 0) return DigestPayloadSchema.parse(rows[0].payload);
    if (performance.now() - begun > PATIENCE_MS) throw new Error('No digest was made.');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** In a process of its own, where every call that an invocation would be charged for is counted. */
async function measureFanOut(): Promise<void> {
  const zones = Intl.supportedValuesOf('timeZone');
  await db.query('delete from digest');
  await db.query('delete from "user"');
  await db.query(
    `insert into "user" (id, email, password_hash, timezone, created_at)
     select '01ARZ3NDEKTSV4RRF' || lpad(n::text, 9, '0'), n::text, '', ($2::text[])[1 + n % cardinality($2::text[])], '2026-01-01'
     from generate_series(1, $1::int) n`,
    [USERS, zones],
  );
  const script = fileURLToPath(new URL('./digest/in-process.ts', import.meta.url));
  const at = new Date(week.end + AFTER_EVERY_ZONE_MS).toISOString();
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    at,
    stack.vars.DATABASE_URL,
    stack.vars.NEON_PROXY,
  ]);
  const { asked, made } = FanOutSchema.parse(JSON.parse(stdout));
  kept &&= asked.users === USERS && asked.calls <= MOST_CALLS && asked.largest <= MOST_USERS;
  kept &&= made.calls <= MOST_CALLS;
  console.log(
    `${asked.users} users in ${zones.length} zones: ${asked.messages} messages of at most ${asked.largest} users, ${asked.calls} calls, ${asked.ms.toFixed(0)} ms`,
  );
  console.log(
    `a message of ${asked.largest} users without trades: ${made.calls} calls of ${MOST_CALLS}, ${made.ms.toFixed(0)} ms`,
  );
}

/** Bought and sold by turns, evenly over the week: each sale is a trade. */
function exportOfWeek(): string {
  const header =
    'portfolio,trade id,product,side,created at,size,size unit,price,fee,total,price/fee/total unit';
  const step = (week.end - week.start) / (2 * TRADES);
  const rows = Array.from({ length: 2 * TRADES }, (_, n) => {
    const at = new Date(week.start + n * step).toISOString();
    const price = 100 + (n % 7);
    return `default,${n + 1},BTC-USD,${n % 2 === 0 ? 'BUY' : 'SELL'},${at},1,BTC,${price},0.1,${price},USD`;
  });
  return [header, ...rows].join('\n');
}

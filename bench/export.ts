import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { UserResponseSchema } from '../contracts/auth.ts';
import { JobAcceptedSchema } from '../contracts/jobs.ts';
import { ExportsResponseSchema } from '../contracts/privacy.ts';
import { parse, TwinClient } from '../dev/client.ts';
import { startProductionStack } from '../dev/production-stack.ts';
import { workerdPeakMb } from './workerd-memory.ts';

/** An export of many trades with ten kilobytes of evidence each, at the production build with the real Postgres: how long, and the memory of workerd. */

const TRADES = Number(process.argv[2] ?? 100_000);
const POLL_MS = 500;
const PATIENCE_MS = 1_800_000;
/** Half of what a Worker has. */
const HEAP_MB = 64;
const InHeapSchema = z.object({
  pages: z.number(),
  bytes: z.number(),
  seconds: z.number(),
  cpuS: z.number(),
  peakMb: z.number(),
});

/** The work by itself, in a small heap; it ends its process where that is not enough. */
async function inHeap(userId: string) {
  const script = fileURLToPath(new URL('./export/in-heap.ts', import.meta.url));
  const args = [
    `--max-old-space-size=${HEAP_MB}`,
    script,
    userId,
    stack.vars.DATABASE_URL,
    stack.vars.NEON_PROXY,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return InHeapSchema.parse(JSON.parse(stdout));
}

/** Evidence of 40 hashes, eight times over: about as long, and as repetitive, as what the engine writes. */
async function addTrades(db: pg.Client, userId: string): Promise<void> {
  const id = `right($1, 16) || lpad(n::text, 10, '0')`;
  await db.query(
    `insert into trade (id, user_id, broker, ext_id, symbol, side, qty, price, fee, ts)
     select ${id}, $1, 'kraken', n::text, 'BTC-USD', 'BUY', n * 0.00000001, 50000 + random()::numeric, 0.1, now() - n * interval '1 minute'
     from generate_series(1, $2::int) n`,
    [userId, TRADES],
  );
  await db.query(
    `insert into bias_tag (id, user_id, trade_id, label, confidence, version, features)
     select ${id}, $1, ${id}, 'FOMO', random(), 1, jsonb_build_object('snapshots', '[]'::jsonb, 'evidence',
       repeat((select string_agg(md5(n::text || k), ' ') from generate_series(1, 40) k), 8))
     from generate_series(1, $2::int) n`,
    [userId, TRADES],
  );
}

const stack = await startProductionStack();
const db = new pg.Client({ connectionString: stack.vars.DATABASE_URL });
let kept = false;
try {
  await db.connect();
  const client = new TwinClient(stack.origin);
  await client.enter({ email: 'bench@example.com', password: 'benchmarks need no secret' });
  const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
  await addTrades(db, user.id);
  const alone = await inHeap(user.id);
  console.log(
    `alone, in a heap of ${HEAP_MB} MB: ${alone.pages} pages in ${alone.seconds.toFixed(1)} s, ${((alone.cpuS * 1000) / alone.pages).toFixed(0)} ms of CPU a page, ${alone.peakMb.toFixed(0)} MB used at the most`,
  );
  const idleMb = workerdPeakMb();
  const begun = performance.now();
  await parse(await client.post('/api/account/export'), JobAcceptedSchema);
  const newest = async () =>
    (await parse(await client.get('/api/account/exports'), ExportsResponseSchema)).exports[0];
  let job = await newest();
  while ((job?.status === 'queued' || job?.status === 'running') && performance.now() - begun < PATIENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    job = await newest();
  }
  const seconds = (performance.now() - begun) / 1000;
  kept = job?.status === 'done';
  console.log(
    `${TRADES} trades: ${job?.status} after ${seconds.toFixed(1)} s, ${((job?.bytes ?? 0) / 1024 / 1024).toFixed(1)} MiB`,
  );
  console.log(`workerd ${workerdPeakMb().toFixed(0)} MB at the most, ${idleMb.toFixed(0)} MB before it`);
} finally {
  await db.end();
  await stack.stop();
}
process.exit(kept ? 0 : 1);

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { UserResponseSchema } from '../contracts/auth.ts';
import { JobAcceptedSchema } from '../contracts/jobs.ts';
import { ExportsResponseSchema } from '../contracts/privacy.ts';
import { parse, TwinClient } from '../dev/client.ts';
import { startProduction } from '../dev/production.ts';
import { readSettings } from '../dev/settings.ts';
import { startSurroundings } from '../dev/stack.ts';
import { childrenOf, memoryOf } from '../test/faults/processes.ts';

/** An export of many trades with ten kilobytes of evidence each, at the production build with the real Postgres: how long, and the memory of workerd. */

const TRADES = Number(process.argv[2] ?? 100_000);
const POLL_MS = 500;
const PATIENCE_MS = 1_800_000;
/** What the export may add to workerd, which holds the bucket, the queues and all isolates besides. */
const MOST_MB = 128;

function workerd() {
  const found = childrenOf(process.pid).find(({ name }) => name.startsWith('workerd'));
  return found ? memoryOf(found.pid) : { nowMb: Number.NaN, peakMb: Number.NaN };
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

const dataDir = mkdtempSync(join(tmpdir(), 'trading-twin-'));
const { vars, stop } = await startSurroundings(readSettings({ DATA_DIR: dataDir, DEMO: '0' }));
const production = await startProduction({ vars, persistTo: join(dataDir, 'cf') });
const db = new pg.Client({ connectionString: vars.DATABASE_URL });
let kept = false;
try {
  await db.connect();
  const client = new TwinClient(production.origin);
  await client.enter({ email: 'bench@example.com', password: 'benchmarks need no secret' });
  const { user } = await parse(await client.get('/api/auth/me'), UserResponseSchema);
  await addTrades(db, user.id);
  const idleMb = workerd().peakMb;
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
  const addedMb = workerd().peakMb - idleMb;
  kept = job?.status === 'done' && addedMb <= MOST_MB;
  console.log(
    `${TRADES} trades: ${job?.status} after ${seconds.toFixed(1)} s, ${((job?.bytes ?? 0) / 1024 / 1024).toFixed(1)} MiB`,
  );
  console.log(
    `workerd ${idleMb.toFixed(0)} MB before it, ${addedMb.toFixed(0)} MB more at the most (of ${MOST_MB} MB)`,
  );
} finally {
  await db.end();
  await production.stop();
  await stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(kept ? 0 : 1);

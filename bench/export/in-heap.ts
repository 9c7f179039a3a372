import { contextOf } from '../../worker/context.ts';
import { Archive, NO_ARCHIVE } from '../../worker/export/archive.ts';
import { listFiles } from '../../worker/export/list-files.ts';

/**
 * The reading, deflating and writing of an export by itself, against the real Postgres, for a process whose heap is as small as a Worker's: it ends the
 * process where that is not enough. What R2 would take is counted and dropped, and the feed is empty. Prints what was used at the most.
 */

const [userId = '', databaseUrl = '', neonProxy = ''] = process.argv.slice(2);

const dropped = {
  list: async () => ({ objects: [], truncated: false }),
  get: async () => null,
  put: async () => null,
  createMultipartUpload: async () => ({ uploadId: 'none' }),
  resumeMultipartUpload: () => ({
    uploadPart: async (partNumber: number) => ({ partNumber, etag: '' }),
    complete: async () => null,
  }),
};
const feed = { fetch: async () => Response.json({ events: [], more: false }) };
const secret = 'x'.repeat(43);
const env = {
  DATABASE_URL: databaseUrl,
  NEON_PROXY: neonProxy,
  ...{ COINBASE_LOGIN_URL: 'http://none', COINBASE_API_URL: 'http://none' },
  ...{ BINANCE_API_URL: 'http://none', BINANCE_MARKET_URL: 'http://none' },
  ...{ CSRF_SECRET: secret, HASH_PEPPER: secret, KEY_ENCRYPTION_KEYS: `none:${secret}` },
  SNAPSHOTS: dropped,
  USER_FEED: { getByName: () => feed },
};

// The bindings of a Worker, as far as an export touches them.
const ctx = contextOf(env as unknown as Env);
let peakMb = 0;
const look = () => {
  const { heapUsed, external } = process.memoryUsage();
  peakMb = Math.max(peakMb, (heapUsed + external) / 1024 / 1024);
};
const watch = setInterval(look, 20);
const begun = performance.now();
const cpu = process.cpuUsage();
const archive = await Archive.open(
  env.SNAPSHOTS as unknown as R2Bucket,
  'none',
  NO_ARCHIVE,
  async () => undefined,
);
let pages = 0;
for (const file of await listFiles(ctx, userId, ctx.now())) {
  let after: string | null = null;
  do {
    const page: { text: string; next: string | null } = await file.page(after);
    await archive.add(file.name, page.text);
    after = page.next;
    pages += 1;
    look();
  } while (after !== null);
  await archive.endFile();
}
const bytes = await archive.finish();
clearInterval(watch);
const { user, system } = process.cpuUsage(cpu);
console.log(
  JSON.stringify({
    pages,
    bytes,
    seconds: (performance.now() - begun) / 1000,
    cpuS: (user + system) / 1e6,
    peakMb,
  }),
);

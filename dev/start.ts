import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from 'vite';
import { fireHourly, startCron } from './cron.ts';
import { DEMO_ACCOUNT, seedDemo } from './demo.ts';
import { makePastDigests } from './past-digests.ts';
import { readSettings } from './settings.ts';
import type { Simulators } from './simulators.ts';
import { startSurroundings } from './stack.ts';

// No calls to the outside from a developer's machine.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
process.env.WRANGLER_SEND_METRICS = 'false';

/** A part that does not end in this time is left behind rather than keeping the others, Postgres among them, from ending. */
const STOP_PATIENCE_MS = 5_000;

const ends: (() => unknown)[] = [];
let stopping: Promise<void> | undefined;
stopOnSignals();
stopWithParent();

try {
  const settings = readSettings(process.env);
  const origin = `http://127.0.0.1:${settings.PORT}`;
  const surroundings = await startSurroundings(settings);
  ends.push(surroundings.stop);
  Object.assign(process.env, { APP_ORIGIN: origin }, surroundings.vars, { DATA_DIR: settings.DATA_DIR });
  const server = await createServer({
    configFile: 'vite.config.ts',
    server: { host: '127.0.0.1', port: settings.PORT, strictPort: true },
  });
  ends.push(() => server.close());
  await server.listen();
  stopOnSignals();
  await untilHealthy(origin);
  console.log(`ready: ${origin}`);
  ends.push(startCron(origin).stop);
  if (surroundings.simulators)
    await announceDemo(origin, surroundings.simulators, surroundings.vars.DATABASE_URL);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}

/** Ends what was started, the last first; a second signal changes nothing. What a half-done start leaves, Postgres among it, ends with the process. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    for (const end of ends.splice(0).reverse()) await Promise.race([end(), sleep(STOP_PATIENCE_MS)]);
    process.exit(code);
  })();
  return stopping;
}

/** The dev server and its Miniflare exit the process on a signal, before Postgres has been stopped: this is done in their place. */
function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => void stop(0));
  }
}

/** npm puts a shell between itself and this process, which dies of a signal without passing it on. */
function stopWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop(0);
  }, 500).unref();
}

/** The stack serves without its demo account, so that a failure here is told and no more. */
async function announceDemo(
  origin: string,
  { coinbase, binance, mail }: Simulators,
  databaseUrl: string,
): Promise<void> {
  console.log(`simulated Coinbase: ${coinbase.apiUrl}`);
  const { apiKey, secret } = binance.keys.readOnly;
  console.log(`simulated Binance: ${binance.url} (key ${apiKey}, secret ${secret})`);
  console.log(`mailbox: ${mail.messagesUrl}`);
  try {
    const { trades } = await seedDemo(origin, coinbase);
    await makePastDigests(databaseUrl, DEMO_ACCOUNT.email, (at) => fireHourly(origin, at));
    console.log(`demo account: ${DEMO_ACCOUNT.email} / ${DEMO_ACCOUNT.password} (${trades} trades)`);
  } catch (error) {
    console.error(`The demo account could not be made: ${error instanceof Error ? error.message : error}`);
  }
}

/** Ready means that a request has gone through the Worker to the database and back. */
async function untilHealthy(at: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const answer = await fetch(`${at}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error('The Worker did not become ready within a minute; its messages stand above.');
}

import { createServer } from 'vite';
import { startCron } from './cron.ts';
import { readSettings } from './settings.ts';
import { startSurroundings } from './stack.ts';

// No calls to the outside from a developer's machine.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
process.env.WRANGLER_SEND_METRICS = 'false';

const settings = readSettings(process.env);
const surroundings = await startSurroundings(settings);
Object.assign(process.env, surroundings.vars, { DATA_DIR: settings.DATA_DIR });

const server = await createServer({
  configFile: 'vite.config.ts',
  server: { host: '127.0.0.1', port: settings.PORT, strictPort: true },
});
await server.listen();
const origin = `http://127.0.0.1:${settings.PORT}`;
await untilHealthy(origin);
console.log(`ready: ${origin}`);
if (surroundings.simUrl) console.log(`simulated brokers: ${surroundings.simUrl}`);
const cron = startCron(origin);

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void stop();
  });
}

async function stop(): Promise<void> {
  cron.stop();
  await server.close();
  await surroundings.stop();
  process.exit(0);
}

/** Ready means that a request has gone through the Worker to the database and back. */
async function untilHealthy(at: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(`${at}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The Worker did not become ready within 10 s; its messages stand above.');
}

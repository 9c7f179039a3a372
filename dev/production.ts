import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler';
import type { WorkerVars } from './stack.ts';

const BUILT = 'dist/ai_trading_twin';

export interface RunningProduction {
  origin: string;
  /** Fires the scheduled handler as Cloudflare's cron would. */
  fireCron(cron: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs what `npm run build` made under Miniflare: the deployed code with its assets, Durable Objects, queues and bucket, and no
 * dev server in between. State is kept in the directory `persistTo` and outlives the process. Throws where nothing is built.
 */
export async function startProduction(options: {
  vars: WorkerVars;
  port?: number;
  persistTo: string;
}): Promise<RunningProduction> {
  const config = join(BUILT, 'wrangler.json');
  if (!existsSync(config)) throw new Error('Nothing is built: run `npm run build` first.');
  const { workerOptions } = workerOptionsOf(config);
  // wrangler still speaks Miniflare's fourth dialect of options.
  const server = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: options.port ?? 0,
      cf: false,
      resourcePersistencePath: options.persistTo,
      workers: [
        {
          ...workerOptions,
          bindings: Object.assign({}, workerOptions.bindings, options.vars),
          modules: modulesOf(BUILT),
          modulesRoot: BUILT,
          unsafeTriggerHandlers: true,
        },
      ],
    }),
  );
  const url = await server.ready;
  return {
    origin: url.origin,
    async fireCron(cron) {
      await server.dispatchFetch(`${url.origin}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`);
    },
    stop: () => server.dispose(),
  };
}

function modulesOf(root: string) {
  return globSync('**/*.{js,wasm}', { cwd: root }).map((path) =>
    path.endsWith('.wasm')
      ? { type: 'CompiledWasm' as const, path: join(root, path), contents: readFileSync(join(root, path)) }
      : {
          type: 'ESModule' as const,
          path: join(root, path),
          contents: readFileSync(join(root, path), 'utf8'),
        },
  );
}

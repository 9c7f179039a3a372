import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler';
import { BuiltConfigSchema, type NeighbourWorker, optionsOf } from './neighbour-worker.ts';

const BUILT = 'dist/ai_trading_twin';

export interface RunningProduction {
  origin: string;
  /** Where a neighbour of that name answers. */
  originOf(neighbour: string): Promise<string>;
  /** Fires the scheduled handler as Cloudflare's cron would. Throws where it did not end well. */
  fireCron(cron: string, scheduledTime?: Date): Promise<void>;
  /** Puts messages on the queue of a producer's binding, in one call. */
  sendMessages(binding: string, bodies: readonly unknown[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs what `npm run build` made under Miniflare: the deployed code with its assets, Durable Objects, queues and bucket, and no
 * dev server in between. State is kept in the directory `persistTo` and outlives the process. Throws where nothing is built.
 */
export async function startProduction(options: {
  vars: Record<string, string>;
  port?: number;
  persistTo: string;
  neighbours?: readonly NeighbourWorker[];
}): Promise<RunningProduction> {
  const config = join(BUILT, 'wrangler.json');
  if (!existsSync(config)) throw new Error('Nothing is built: run `npm run build` first.');
  const built = BuiltConfigSchema.parse(JSON.parse(readFileSync(config, 'utf8')));
  const { workerOptions } = workerOptionsOf(config);
  // wrangler still speaks Miniflare's fourth dialect of options.
  const server = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: options.port ?? 0,
      cf: false,
      unsafeTriggerHandlers: true,
      resourcePersistencePath: options.persistTo,
      workers: [
        {
          ...workerOptions,
          name: built.name,
          bindings: Object.assign({}, workerOptions.bindings, options.vars),
          modules: modulesOf(BUILT),
          modulesRoot: BUILT,
        },
        ...(options.neighbours ?? []).map((neighbour) => optionsOf(neighbour, built, options.vars)),
      ],
    }),
  );
  const url = await server.ready;
  return {
    origin: url.origin,
    originOf: async (neighbour) => (await server.unsafeGetDirectURL(neighbour)).origin,
    async fireCron(cron, scheduledTime = new Date()) {
      const query = new URLSearchParams({ cron, time: String(scheduledTime.getTime()) });
      const answer = await server.dispatchFetch(`${url.origin}/cdn-cgi/local/scheduled?${query}`);
      const outcome = await answer.text();
      if (outcome !== 'ok') throw new Error(`The scheduled handler ended as ${outcome.slice(0, 100)}.`);
    },
    async sendMessages(binding, bodies) {
      const queue = await server.getQueueProducer(binding);
      await queue.sendBatch(bodies.map((body) => ({ body })));
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

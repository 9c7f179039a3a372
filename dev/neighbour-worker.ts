import { z } from 'zod';

/** A Worker beside the product's, for what the product has no endpoint of: it has the same vars, and the product's feeds as USER_FEED. */
export interface NeighbourWorker {
  name: string;
  /** One ES module with everything in it. */
  script: string;
}

/** What a neighbour must know of the build that it stands beside. */
export const BuiltConfigSchema = z.object({
  name: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()),
});

/** A neighbour's options as Miniflare wants them: on a port of its own, and on the runtime of the product. */
export function optionsOf(
  { name, script }: NeighbourWorker,
  product: z.infer<typeof BuiltConfigSchema>,
  vars: Record<string, string>,
) {
  return {
    name,
    compatibilityDate: product.compatibility_date,
    compatibilityFlags: product.compatibility_flags,
    modules: [{ type: 'ESModule' as const, path: `${name}.js`, contents: script }],
    bindings: { ...vars },
    durableObjects: { USER_FEED: { className: 'UserFeed', scriptName: product.name, useSQLite: true } },
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
  };
}

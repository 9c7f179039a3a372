import type { Config } from '../../env.ts';

/** What this isolate has learnt of Binance. Nothing of a trader, and nothing that would be missed if it were lost. */
export interface Venue {
  /** Their clock minus ours. */
  offsetMs: number;
  /** When an address may be asked again, by host. */
  restUntilMs: Map<string, number>;
  pairs: { atMs: number; products: readonly string[] } | null;
}

const venues = new WeakMap<object, Venue>();

/** One to a configuration, which lives as long as the isolate: adapters come and go with the jobs. */
export function venueOf(config: Config): Venue {
  const known = venues.get(config);
  if (known) return known;
  const venue: Venue = { offsetMs: 0, restUntilMs: new Map(), pairs: null };
  venues.set(config, venue);
  return venue;
}

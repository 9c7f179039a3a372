import type { FillRow } from '../../db/queries/fills.ts';
import { saveScores } from '../../db/queries/scores.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { Standing } from '../../domain/engine/score-trader.ts';
import type { ScoredFill } from '../../domain/engine/scored-fill.ts';
import { type Context, newEventKey } from '../context.ts';
import { digestOf } from '../services/trades/score-digest.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import { isRelaying, relayNow } from './relay.ts';
import { toScoreRow, toTripRow } from './score-rows.ts';

/** With the progress of the imports that brought them they are a hundred events at the most, which the feed takes in one call. */
const FILLS_PER_PAGE = 95;

interface Said {
  fill: FillRow;
  scored: ScoredFill;
}

interface Scoring {
  rows: ReadonlyMap<string, FillRow>;
  inputs: number;
  scored: Generator<ScoredFill, Standing>;
  /** The first fill that is beyond what was scored; null: all of them were. */
  leftFrom: string | null;
  mostPages: number;
}

/** `part`: more is to be said, from that fill on. `stale`: nothing more could be stored. */
export type Stored =
  | { kind: 'all'; standing: Standing }
  | { kind: 'part'; leftFrom: string }
  | { kind: 'stale' };

/**
 * Stores what the engine says, a page of fills a transaction, and tells the feed after each. What is said again by the letter is passed
 * over. With the last page come the round trips that no fill closed; how the trader then stands is answered.
 */
export async function storeScores(
  ctx: Context,
  lease: Lease,
  { rows, inputs, scored, leftFrom, mostPages }: Scoring,
): Promise<Stored> {
  let page: Said[] = [];
  for (let pages = 0; ; ) {
    const next = scored.next();
    if (next.done) {
      const standing = leftFrom === null ? next.value : null;
      if (!(await storePage(ctx, lease, inputs, page, standing))) return { kind: 'stale' };
      return leftFrom === null ? { kind: 'all', standing: next.value } : { kind: 'part', leftFrom };
    }
    const fill = rows.get(next.value.fillId);
    if (!fill || fill.digest === digestOf(next.value)) continue;
    page.push({ fill, scored: next.value });
    if (page.length < FILLS_PER_PAGE) continue;
    if (!(await storePage(ctx, lease, inputs, page, null))) return { kind: 'stale' };
    page = [];
    pages += 1;
    if (pages === mostPages) return { kind: 'part', leftFrom: fill.id };
  }
}

async function storePage(
  ctx: Context,
  lease: Lease,
  inputs: number,
  page: readonly Said[],
  standing: Standing | null,
): Promise<boolean> {
  const imports = new Set(page.flatMap(({ fill }) => fill.jobId ?? []));
  const closed = page.flatMap(({ fill, scored }) =>
    scored.outcome.closedTrip ? [toTripRow(fill, scored.outcome.closedTrip)] : [],
  );
  const others = standing?.trips.map(({ trip, ...product }) => toTripRow(product, trip)) ?? [];
  const waiting = await saveScores(ctx.db, {
    ...lease,
    leaseMs: LEASE_MS,
    version: RULES_VERSION,
    inputs,
    scores: page.map(({ fill, scored }) => toScoreRow(ctx, fill, scored)),
    trips: [...closed, ...others],
    isRelaying: isRelaying(lease.userId),
    progressEvents: [...imports].map((jobId) => ({ jobId, ...newEventKey(ctx) })),
  });
  if (waiting !== undefined) await relayNow(ctx, lease.userId, waiting);
  return waiting !== undefined;
}

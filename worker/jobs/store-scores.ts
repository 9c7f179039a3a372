import type { FillRow } from '../../db/queries/fills.ts';
import { saveScores } from '../../db/queries/scores.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { Standing } from '../../domain/engine/score-trader.ts';
import type { ScoredFill } from '../../domain/engine/scored-fill.ts';
import { type Context, newEventKey } from '../context.ts';
import { digestOf } from '../services/score-digest.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import { isRelaying, relayNow } from './relay.ts';
import { toScoreRow, toTripRow } from './score-rows.ts';

const FILLS_PER_PAGE = 100;
/** Of one claim: an invocation of three scorings may make a thousand calls; a page takes four, and candles take some. */
const PAGES_PER_CLAIM = 50;

interface Said {
  fill: FillRow;
  scored: ScoredFill;
}

/**
 * Stores what the engine says, a page of fills a transaction, and tells the feed after each. What is said again by the letter is passed
 * over. With the last page come the round trips that no fill closed; how the trader then stands is answered.
 * `part`: as much as a claim may, and more is to be said. `stale`: nothing more could be stored.
 */
export async function storeScores(
  ctx: Context,
  lease: Lease,
  {
    rows,
    inputs,
    scored,
  }: { rows: ReadonlyMap<string, FillRow>; inputs: number; scored: Generator<ScoredFill, Standing> },
): Promise<Standing | 'part' | 'stale'> {
  let page: Said[] = [];
  for (let pages = 0; ; ) {
    const next = scored.next();
    if (next.done) {
      if (!(await storePage(ctx, lease, inputs, page, next.value))) return 'stale';
      return next.value;
    }
    const fill = rows.get(next.value.fillId);
    if (!fill || fill.digest === digestOf(next.value)) continue;
    page.push({ fill, scored: next.value });
    if (page.length < FILLS_PER_PAGE) continue;
    if (!(await storePage(ctx, lease, inputs, page, null))) return 'stale';
    page = [];
    pages += 1;
    if (pages === PAGES_PER_CLAIM) return 'part';
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

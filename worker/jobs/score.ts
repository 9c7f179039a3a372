import { findConnection } from '../../db/queries/connections.ts';
import { renewLease } from '../../db/queries/jobs.ts';
import { type FillRow, fillsOfProduct } from '../../db/queries/scores.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import { orderFills } from '../../domain/ledger/order-fills.ts';
import { scoreFills } from '../../domain/score-product.ts';
import type { BrokerFailure } from '../brokers/port.ts';
import { adapterOf } from '../brokers/registry.ts';
import type { Context } from '../context.ts';
import { hourlySnapshots } from '../market/hourly-candles.ts';
import type { Snapshot } from '../market/snapshots.ts';
import { ok, type Result } from '../result.ts';
import { accessTokenOf } from '../services/access.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import { type AttemptOutcome, outcomeOf } from './outcome.ts';
import type { Score } from './params.ts';
import { storeScores } from './store-scores.ts';

/**
 * Scores what this version of the rules has not spoken of, for one product in one pass, and goes over it again while new fills keep
 * coming. On the last attempt an outage no longer holds the trader up: the fills are said to be unscored, and why, until the next
 * import of theirs finds candles.
 */
export async function scoreProductFills(
  ctx: Context,
  lease: Lease,
  { broker, symbol }: Score,
  { isLastAttempt }: { isLastAttempt: boolean },
): Promise<AttemptOutcome & { requests?: number }> {
  const requests = await renewLease(ctx.db, lease.jobId, lease.owner, LEASE_MS);
  if (requests === undefined) return { kind: 'lost' };
  // The books' own order, and no other: what comes before the first unscored fill in it cannot have changed.
  const fills = orderFills(
    await fillsOfProduct(ctx.db, { userId: lease.userId, broker, symbol }, RULES_VERSION),
  );
  const firstUnscored = fills.findIndex(({ scored }) => !scored);
  if (firstUnscored === -1) return { kind: 'done', requests };

  const snapshots = await snapshotsFor(ctx, lease.userId, { broker, symbol }, fills.slice(firstUnscored));
  const outage = !snapshots.ok && isPassing(snapshots.failure);
  if (outage && !isLastAttempt) return retryLater(snapshots.failure);
  const months = snapshots.ok ? snapshots.value : [];
  const scored = scoreFills({
    symbol,
    fills,
    candles: months.flatMap(({ bars }) => bars.map(toCandle)),
    snapshots: months.map(({ hash }) => hash),
  });
  const stored = await storeScores(ctx, lease, { fills, firstUnscored, scored, provisional: outage });
  return stored ? { kind: 'done', requests } : { kind: 'lost' };
}

/** Candles are public: a permission that has ended does not leave the fills unscored. */
async function snapshotsFor(
  ctx: Context,
  userId: string,
  { broker, symbol }: Score,
  fills: readonly FillRow[],
): Promise<Result<Snapshot[], BrokerFailure>> {
  const adapter = adapterOf(ctx.config, broker);
  if (!adapter) return ok([]);
  const times = fills.map(({ ts }) => ts);
  const connection = await findConnection(ctx.db, userId, broker);
  const token = connection?.status === 'active' ? await accessTokenOf(ctx, adapter, connection) : undefined;
  const accessToken = token?.ok ? token.value : null;
  const found = await hourlySnapshots(ctx, adapter, { symbol, times, accessToken });
  const refused = !found.ok && found.failure.kind === 'unauthorized' && accessToken !== null;
  return refused ? hourlySnapshots(ctx, adapter, { symbol, times, accessToken: null }) : found;
}

/** Whatever a broker answers to a question for candles, the fills are there and are asked for again. */
function retryLater(failure: BrokerFailure): AttemptOutcome {
  const outcome = outcomeOf(failure);
  return outcome.kind === 'failed' ? { kind: 'retry', error: outcome.error, afterMs: null } : outcome;
}

/** A product that the venue does not know stays unknown; everything else may pass. */
function isPassing(failure: BrokerFailure): boolean {
  return failure.kind !== 'refused';
}

/** Indicators are computed on numbers; money stays decimal. */
function toCandle(bar: Snapshot['bars'][number]) {
  return {
    ts: bar.start * 1000,
    open: Number(bar.open),
    high: Number(bar.high),
    low: Number(bar.low),
    close: Number(bar.close),
    volume: Number(bar.volume),
  };
}

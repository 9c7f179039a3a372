import type { FillRow } from '../../db/queries/fills.ts';
import { renewLease } from '../../db/queries/jobs.ts';
import { endScoring } from '../../db/queries/scores.ts';
import { planMarkets } from '../../domain/engine/plan-markets.ts';
import { scoreTrader } from '../../domain/engine/score-trader.ts';
import type { Trader } from '../../domain/engine/trader.ts';
import { orderFills } from '../../domain/ledger/order-fills.ts';
import type { BrokerFailure } from '../brokers/port.ts';
import type { Context } from '../context.ts';
import { loadMarkets } from '../market/load-markets.ts';
import { snapshotLoader } from '../services/markets.ts';
import { loadTrader } from '../services/trader.ts';
import { storeBaseRates } from './base-rates.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import { type AttemptOutcome, outcomeOf } from './outcome.ts';
import { storeScores } from './store-scores.ts';

/**
 * Scores what this version of the rules has not spoken of, all of a trader's products in one pass, since habits do not stop at a product's
 * edge. What comes after the first new fill is gone over as well: it may have a different past now. The rest is booked with what is
 * remembered of it, without its candles.
 *
 * On the last attempt an outage no longer holds the trader up: the fills are said to be unscored, and why, until the next scoring finds
 * candles.
 */
export async function scoreTraderFills(
  ctx: Context,
  lease: Lease,
  isLastAttempt: (attempts: number) => boolean,
): Promise<AttemptOutcome & { requests?: number }> {
  const held = await renewLease(ctx.db, lease.jobId, lease.owner, LEASE_MS);
  if (!held) return { kind: 'lost' };
  const loaded = await loadTrader(ctx, lease.userId);
  if (!loaded) return { kind: 'lost' };
  const now = ctx.now().getTime();
  const fills = orderFills(loaded.rows);
  const trader: Trader = { ...loaded.trader, fills };
  const wanted = fillsToScore(fills, now);
  const isWanted = ({ id }: { id: string }) => wanted.has(id);

  const plans = planMarkets(trader, isWanted);
  const markets = await loadMarkets(plans, snapshotLoader(ctx), now);
  if (markets.outage !== null && !isLastAttempt(held.attempts)) return retryLater(markets.outage);
  const stored = await storeScores(ctx, lease, {
    rows: new Map(fills.map((fill) => [fill.id, fill])),
    inputs: loaded.inputs,
    scored: scoreTrader(trader, markets, isWanted),
  });
  // Either the lease was lost, or the trader has changed a setting, a cost or a vote meanwhile.
  if (stored === 'stale') return scoreTraderFills(ctx, lease, isLastAttempt);
  if (stored === 'part') return { kind: 'wait', error: null, afterMs: 0 };
  await storeBaseRates(ctx, plans, markets);
  await endScoring(ctx.db, lease.userId, {
    inputs: loaded.inputs,
    keptTrips: stored.trips.map(({ trip }) => trip.id),
    personal: [
      { id: ctx.newId(), kind: 'personal_thresholds', params: { thresholds: stored.thresholds } },
      { id: ctx.newId(), kind: 'label_feedback', params: { feedback: stored.feedback } },
    ],
  });
  return { kind: 'done', requests: held.requests };
}

/** In the books' own order, and no other: what comes before the first new fill in it cannot have changed, but for hindsight that is due. */
function fillsToScore(fills: readonly FillRow[], now: number): Set<string> {
  const firstNew = fills.findIndex(({ digest }) => digest === null);
  return new Set(
    fills
      .filter(
        ({ reviewAt }, at) => (firstNew !== -1 && at >= firstNew) || (reviewAt !== null && reviewAt <= now),
      )
      .map(({ id }) => id),
  );
}

/** Whatever a broker answers to a question for candles, the fills are there and are asked for again. */
function retryLater(failure: BrokerFailure): AttemptOutcome {
  const outcome = outcomeOf(failure);
  switch (outcome.kind) {
    case 'failed':
      return { kind: 'retry', error: outcome.error, afterMs: null };
    // A trader is not kept waiting for as long as a broker rests: the wait counts, and the last attempt does without candles.
    case 'wait':
      return outcome.error ? { ...outcome, kind: 'retry', error: outcome.error } : outcome;
    default:
      return outcome;
  }
}

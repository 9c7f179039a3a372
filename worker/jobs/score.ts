import { z } from 'zod';
import type { FillRow } from '../../db/queries/fills.ts';
import { renewLease } from '../../db/queries/jobs.ts';
import { keepPlace } from '../../db/queries/score-jobs.ts';
import { endScoring } from '../../db/queries/scores.ts';
import { planPart } from '../../domain/engine/plan-markets.ts';
import { scoreTrader } from '../../domain/engine/score-trader.ts';
import type { Trader } from '../../domain/engine/trader.ts';
import { orderFills } from '../../domain/ledger/order-fills.ts';
import type { Context } from '../context.ts';
import { loadMarkets } from '../market/load-markets.ts';
import { snapshotLoader } from '../services/candles/markets.ts';
import { loadTrader } from '../services/trades/trader.ts';
import { storeBaseRates } from './base-rates.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import { type AttemptOutcome, errorOf } from './outcome.ts';
import { storeScores } from './store-scores.ts';

/**
 * Of one claim: an invocation of three scorings may make ten thousand calls and has 128 MB. A page takes three calls, a month of candles some eleven where it
 * is fetched alone, and each is held in memory.
 */
const PER_CLAIM = { months: 250, pages: 50 };
/** Whoever has changed what a scoring is made of may be about to change more. */
const STALE_MS = 1_000;

/**
 * Scores what this version of the rules has not spoken of, all of a trader's products in one pass, since habits do not stop at a product's
 * edge. What comes after the first new fill is gone over as well: it may have a different past now. The rest is booked with what is
 * remembered of it, without its candles. What is more than a claim may do is left to the next one, which goes on from there.
 *
 * On the last attempt an outage no longer holds the trader up: the fills are said to be unscored, and why, until the next scoring finds
 * candles.
 */
export async function scoreTraderFills(
  ctx: Context,
  lease: Lease,
  isLastAttempt: (attempts: number) => boolean,
  most: { months: number; pages: number } = PER_CLAIM,
): Promise<AttemptOutcome & { requests?: number }> {
  const held = await renewLease(ctx.db, lease.jobId, lease.owner, LEASE_MS);
  if (!held) return { kind: 'lost' };
  const loaded = await loadTrader(ctx, lease.userId);
  if (!loaded) return { kind: 'lost' };
  const now = ctx.now().getTime();
  const fills = orderFills(loaded.rows);
  const place = placeIn(held.cursor);
  const goesOn = place?.inputs === loaded.inputs ? place : null;
  const requests = goesOn?.requests ?? held.requests;
  const wanted = fillsToScore(fills, goesOn?.from ?? null, now);
  const isWanted = ({ id }: { id: string }) => wanted.has(id);

  const { plans, leftFrom } = planPart({ ...loaded.trader, fills }, isWanted, most.months);
  const markets = await loadMarkets(plans, snapshotLoader(ctx), now);
  // However long a source wants to be left alone: its circuit breaker keeps to that, and the trader is not kept waiting for it.
  if (markets.outage !== null && !isLastAttempt(held.attempts))
    return { kind: 'retry', error: errorOf(markets.outage), afterMs: null };
  const trader: Trader = { ...loaded.trader, fills: leftFrom === null ? fills : before(fills, leftFrom) };
  const stored = await storeScores(ctx, lease, {
    rows: new Map(fills.map((fill) => [fill.id, fill])),
    inputs: loaded.inputs,
    scored: scoreTrader(trader, markets, isWanted),
    leftFrom,
    mostPages: most.pages,
  });
  // Either the lease was lost, or the trader has changed a setting, a cost or a vote meanwhile.
  if (stored.kind === 'stale') return { kind: 'wait', error: null, afterMs: STALE_MS };
  await storeBaseRates(ctx, plans, markets);
  if (stored.kind === 'part') {
    const left: Place = { from: stored.leftFrom, inputs: loaded.inputs, requests };
    await keepPlace(ctx.db, lease, JSON.stringify(left));
    return { kind: 'wait', error: null, afterMs: 0 };
  }
  if (held.cursor !== null) await keepPlace(ctx.db, lease, null);
  const { trips, thresholds, feedback } = stored.standing;
  const ended = await endScoring(ctx.db, lease, {
    inputs: loaded.inputs,
    keptTrips: trips.map(({ trip }) => trip.id),
    personal: [
      { id: ctx.newId(), kind: 'personal_thresholds', params: { thresholds } },
      { id: ctx.newId(), kind: 'label_feedback', params: { feedback } },
    ],
  });
  return ended ? { kind: 'done', requests } : { kind: 'lost' };
}

/**
 * Where a pass over the fills was left by a claim: from that fill on the next one goes on, unless other inputs are in force by then. Requests as the pass began:
 * whatever was asked for since, such as an older fill that came late, is gone over by another one.
 */
const PlaceSchema = z.object({ from: z.string(), inputs: z.number(), requests: z.number() });
type Place = z.infer<typeof PlaceSchema>;

function placeIn(cursor: string | null): Place | null {
  return cursor === null ? null : PlaceSchema.parse(JSON.parse(cursor));
}

/** In the books' own order, and no other: what comes before the first new fill in it cannot have changed, but for hindsight that is due. */
function fillsToScore(fills: readonly FillRow[], goesOn: string | null, now: number): Set<string> {
  const left = fills.findIndex(({ id }) => id === goesOn);
  const from = left === -1 ? fills.findIndex(({ digest }) => digest === null) : left;
  return new Set(
    fills
      .filter(
        ({ reviewAt }, at) =>
          (from !== -1 && at >= from) || (left === -1 && reviewAt !== null && reviewAt <= now),
      )
      .map(({ id }) => id),
  );
}

function before(fills: readonly FillRow[], id: string): FillRow[] {
  return fills.slice(
    0,
    fills.findIndex((fill) => fill.id === id),
  );
}

import type { FillRow } from '../../db/queries/fills.ts';
import type { ScoreRow, TripRow } from '../../db/queries/scores.ts';
import { conditionsOf } from '../../domain/check/conditions.ts';
import type { ScoredFill } from '../../domain/engine/scored-fill.ts';
import type { RoundTrip } from '../../domain/ledger/fill.ts';
import { type Context, newEventKey } from '../context.ts';
import { derivedOf, digestOf, toIso } from '../services/trades/score-digest.ts';

/** What the engine says, in the shape of the database's rows. */
export function toScoreRow(ctx: Context, fill: FillRow, scored: ScoredFill): ScoreRow {
  const { outcome, tags, insight, sparkline } = scored;
  return {
    ...derivedOf(scored),
    tradeId: fill.id,
    digest: digestOf(scored),
    provisional: scored.provisional,
    conditions: conditionsOf(scored.evidence.features),
    evidence: scored.evidence,
    insight,
    sparkline,
    labels: tags,
    tags: tags.map((tag) => ({ id: ctx.newId(), ...tag })),
    matches: outcome.matches.map(
      ({ lotId, source, qty, cost, entryValue, proceeds, pnl, openedAt }, seq) => ({
        seq,
        lotId,
        source,
        qty,
        cost,
        entryValue,
        proceeds,
        pnl,
        openedAt: toIso(openedAt),
      }),
    ),
    event: {
      ...newEventKey(ctx),
      payload: {
        tradeId: fill.id,
        symbol: fill.symbol,
        side: fill.side,
        labels: tags.map(({ label, confidence }) => ({ name: label, confidence })),
        insight,
        sparkline,
        tradeTs: new Date(fill.ts).toISOString(),
      },
    },
  };
}

export function toTripRow({ broker, symbol }: Pick<FillRow, 'broker' | 'symbol'>, trip: RoundTrip): TripRow {
  const { openedAt, closedAt, ...figures } = trip;
  return {
    ...figures,
    broker,
    symbol,
    openedAt: new Date(openedAt).toISOString(),
    closedAt: toIso(closedAt),
  };
}

import {
  type FillRow,
  letReplace,
  type OutcomeRow,
  type ScoreRow,
  saveScores,
} from '../../db/queries/scores.ts';
import { RULES_VERSION } from '../../domain/bias/label-trade.ts';
import type { ScoredFill } from '../../domain/score-product.ts';
import { type Context, newEventKey } from '../context.ts';
import { LEASE_MS, type Lease } from './lease.ts';
import { relay } from './relay.ts';

const FILLS_PER_PAGE = 100;

interface Scores {
  fills: readonly FillRow[];
  firstUnscored: number;
  scored: Iterable<ScoredFill>;
  /** Said without candles because of an outage: the next scoring of these fills may say better. */
  provisional: boolean;
}

/**
 * Stores what the engine says, a page of fills a transaction, and tells the feed after each. Outcomes of fills before the first
 * unscored one cannot have changed. A reflection is stored of each unscored fill, and of each whose outcome an older fill that came
 * late has changed. false: the lease was lost.
 */
export async function storeScores(
  ctx: Context,
  lease: Lease,
  { fills, firstUnscored, scored, provisional }: Scores,
): Promise<boolean> {
  const byId = new Map(fills.slice(firstUnscored).map((fill) => [fill.id, fill]));
  let page: Said[] = [];
  for (const said of scored) {
    const fill = byId.get(said.fillId);
    if (!fill) continue;
    page.push({ fill, said });
    if (page.length < FILLS_PER_PAGE) continue;
    if (!(await storePage(ctx, lease, page, provisional))) return false;
    page = [];
  }
  return page.length === 0 || storePage(ctx, lease, page, provisional);
}

interface Said {
  fill: FillRow;
  said: ScoredFill;
}

async function storePage(
  ctx: Context,
  lease: Lease,
  page: readonly Said[],
  provisional: boolean,
): Promise<boolean> {
  const changed = page.filter(({ fill, said }) => fill.scored && !isOutcomeOf(fill, said));
  if (changed.length > 0) {
    await letReplace(
      ctx.db,
      lease.userId,
      RULES_VERSION,
      changed.map(({ fill }) => fill.id),
    );
  }
  const unscored = page.filter((one) => !one.fill.scored || changed.includes(one));
  const imports = new Set(unscored.flatMap(({ fill }) => fill.jobId ?? []));
  const saved = await saveScores(ctx.db, {
    ...lease,
    leaseMs: LEASE_MS,
    version: RULES_VERSION,
    provisional,
    outcomes: page.map(({ said }) => toOutcomeRow(said)),
    scores: unscored.map(({ fill, said }) => toScoreRow(ctx, fill, said)),
    progressEvents: [...imports].map((jobId) => ({ jobId, ...newEventKey(ctx) })),
  });
  if (saved) await relay(ctx, lease.userId);
  return saved;
}

function isOutcomeOf({ basis, pnl, heldHours }: FillRow, { outcome }: ScoredFill): boolean {
  return basis === outcome.basis && pnl === outcome.pnl && heldHours === outcome.heldHours;
}

function toOutcomeRow({ fillId, outcome }: ScoredFill): OutcomeRow {
  return { tradeId: fillId, basis: outcome.basis, pnl: outcome.pnl, heldHours: outcome.heldHours };
}

function toScoreRow(ctx: Context, fill: FillRow, said: ScoredFill): ScoreRow {
  return {
    tradeId: fill.id,
    insight: said.insight,
    sparkline: said.sparkline,
    tags: said.tags.map(({ label, confidence }) => ({ id: ctx.newId(), label, confidence })),
    evidence: said.evidence,
    event: {
      ...newEventKey(ctx),
      payload: {
        tradeId: fill.id,
        symbol: fill.symbol,
        side: fill.side,
        labels: said.tags.map(({ label, confidence }) => ({ name: label, confidence })),
        insight: said.insight,
        sparkline: said.sparkline,
        tradeTs: new Date(fill.ts).toISOString(),
      },
    },
  };
}

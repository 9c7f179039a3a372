import type { VerifyResult } from '../../../contracts/jobs.ts';
import type { Verification } from '../../../contracts/trades.ts';
import type { FillRow } from '../../../db/queries/fills.ts';
import { snapshotsByHash } from '../../../db/queries/snapshots.ts';
import { findTradeBias, type TradeBiasRows } from '../../../db/queries/trades.ts';
import { RULES_VERSION } from '../../../domain/bias/label-trade.ts';
import { type MarketPlan, planMarkets } from '../../../domain/engine/plan-markets.ts';
import { scoreTrader } from '../../../domain/engine/score-trader.ts';
import type { ScoredFill } from '../../../domain/engine/scored-fill.ts';
import type { Trader } from '../../../domain/engine/trader.ts';
import { compareEntries, orderFills } from '../../../domain/ledger/order-fills.ts';
import type { BrokerFailure } from '../../brokers/port.ts';
import type { Context } from '../../context.ts';
import { loadMarkets } from '../../market/load-markets.ts';
import { readSnapshot } from '../../market/snapshots.ts';
import { fail, ok, type Result } from '../../result.ts';
import { snapshotLoader } from '../candles/markets.ts';
import { listDifferences } from './differences.ts';
import { digestOf } from './score-digest.ts';
import { loadTrader } from './trader.ts';

const MOST_DIFFERENT = 20;

const WHY = {
  notScored: 'This trade has not been read by this version of the rules yet. It will be within a minute.',
  snapshotLost: 'A file of candles that the tags name is missing or altered.',
  changed:
    'What it was made of (fills, costs, settings, votes) has changed since. Such trades are gone over by themselves; if it stays, tell us.',
  reopened:
    'It is about to be read again: its market data could not be reached before, or a cost, a setting or an older fill has changed it.',
} as const;

/** Recomputes one trade from the raw fills up to it and the very candles that its tags name. */
export async function verifyTrade(ctx: Context, userId: string, id: string): Promise<Verification> {
  const version = RULES_VERSION;
  const stored = await findTradeBias(ctx.db, userId, id);
  if (!stored.trade) return unequal(version, WHY.notScored);
  // The database keeps a time to the microsecond; what comes within the same millisecond is sorted out below.
  const loaded = await loadTrader(ctx, userId, new Date(stored.trade.trade.ts.getTime() + 1));
  const row = loaded?.rows.find((fill) => fill.id === id);
  if (!loaded || !row || stored.trade.outcome?.version !== version) return unequal(version, WHY.notScored);
  if (row.digest === null) return unequal(version, WHY.reopened);
  const fills = orderFills(loaded.rows).filter((fill) => compareEntries(fill, row) <= 0);
  const movements = loaded.trader.movements.filter((movement) => compareEntries(movement, row) <= 0);
  const trader: Trader = { ...loaded.trader, fills, movements };
  const isIt = (fill: { id: string }) => fill.id === id;

  const named = stored.tags[0]?.features.snapshots ?? [];
  const own = await Promise.all((await snapshotsByHash(ctx.db, named)).map((one) => readSnapshot(ctx, one)));
  const files = own.flatMap((file) => file ?? []);
  if (files.length < named.length) return unequal(version, WHY.snapshotLost);
  const others = snapshotLoader(ctx);
  const isOwn = ({ broker, symbol }: MarketPlan) => broker === row.broker && symbol === row.symbol;
  const markets = await loadMarkets(
    planMarkets(trader, isIt),
    async (plan) => (isOwn(plan) ? ok(files) : others(plan)),
    ctx.now().getTime(),
  );
  const [scored] = scoreTrader(trader, markets, isIt);
  if (!scored) return unequal(version, WHY.changed);
  const differences = listDifferences(storedView(stored), recomputedView(scored));
  return {
    equal: differences.length === 0,
    version,
    differences,
    why: differences.length === 0 ? null : WHY.changed,
  };
}

/** Recomputes every trade that this version has spoken of, thresholds and all, from the snapshots in force. */
export async function verifyAll(ctx: Context, userId: string): Promise<Result<VerifyResult, BrokerFailure>> {
  const loaded = await loadTrader(ctx, userId);
  if (!loaded) return ok({ trades: 0, equal: 0, different: [] });
  const trader: Trader = { ...loaded.trader, fills: loaded.rows };
  const all = () => true;
  const markets = await loadMarkets(planMarkets(trader, all), snapshotLoader(ctx), ctx.now().getTime());
  if (markets.outage !== null) return fail(markets.outage);
  const rows = new Map(loaded.rows.map((fill) => [fill.id, fill]));
  const result: VerifyResult = { trades: 0, equal: 0, different: [] };
  for (const scored of scoreTrader(trader, markets, all)) {
    result.trades += 1;
    const fill = rows.get(scored.fillId);
    if (fill?.digest === digestOf(scored)) result.equal += 1;
    else if (result.different.length < MOST_DIFFERENT) {
      result.different.push({ tradeId: scored.fillId, why: await whyDifferent(ctx, userId, fill, scored) });
    }
  }
  return ok(result);
}

async function whyDifferent(
  ctx: Context,
  userId: string,
  fill: FillRow | undefined,
  scored: ScoredFill,
): Promise<string> {
  if (!fill || fill.digest === null) return WHY.notScored;
  const stored = await findTradeBias(ctx.db, userId, fill.id);
  const first = listDifferences(storedView(stored), recomputedView(scored)).find(
    ({ path }) => !path.startsWith('evidence.snapshots'),
  );
  return first ? `${first.path} was ${first.stored} and is ${first.recomputed} now.` : WHY.changed;
}

function unequal(version: number, why: string): Verification {
  return { equal: false, version, differences: [], why };
}

function storedView({ trade, tags, reflection, matches }: TradeBiasRows) {
  const evidence = tags[0]?.features;
  return {
    tags: tags.map(({ label, confidence }) => ({ label, confidence })),
    evidence,
    insight: reflection?.insight,
    basis: trade?.outcome?.basis,
    pnl: trade?.outcome?.pnl,
    gross: trade?.outcome?.gross,
    heldHours: trade?.outcome?.heldHours,
    rules: trade?.outcome?.rules,
    lots: matches
      .filter(({ match }) => match.saleId === trade?.trade.id)
      .map(({ match }) => ({ lotId: match.lotId, qty: match.qty, cost: match.cost, pnl: match.pnl })),
  };
}

function recomputedView({ tags, evidence, insight, outcome, rules }: ScoredFill) {
  return {
    tags,
    evidence,
    insight,
    basis: outcome.basis,
    pnl: outcome.pnl,
    gross: outcome.gross,
    heldHours: outcome.heldHours,
    rules,
    lots: outcome.matches.map(({ lotId, qty, cost, pnl }) => ({ lotId, qty, cost, pnl })),
  };
}

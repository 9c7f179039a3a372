import type { BiasScoreRequest, BiasScoreResponse } from '../../../contracts/service.ts';
import { RULES_VERSION } from '../../../domain/bias/label-trade.ts';
import { planMarkets } from '../../../domain/engine/plan-markets.ts';
import { scoreTrader } from '../../../domain/engine/score-trader.ts';
import type { ScoredFill } from '../../../domain/engine/scored-fill.ts';
import { type Markets, productKey, type Trader } from '../../../domain/engine/trader.ts';
import type { CandleMonth } from '../../../domain/market/market-types.ts';
import { openMarket } from '../../../domain/market/product-market.ts';
import { fail, ok, type Result } from '../../result.ts';
import { sentMonths } from '../candles/sent-candles.ts';
import { digestOf, toIso } from '../trades/score-digest.ts';

/** Nothing was traded on a crypto venue before Bitcoin's first block; and a trade that held for a thousand years would be asked for its months. */
const FIRST_MS = Date.UTC(2009, 0, 3);
const CLOCK_SKEW_MS = 5 * 60_000;

type ScoreRefusal = 'too_many_months' | 'time_impossible' | 'bought_after_sale';

/**
 * Scores a trader whom the product does not know, by the same pass over all fills. Thumbs and resets are the product's own: the answer is that of
 * a trader who has none. A product without candles is one that has none, and its fills say so.
 */
export async function answerScore(
  request: BiasScoreRequest,
  now: Date,
): Promise<Result<BiasScoreResponse, ScoreRefusal>> {
  const asOf = request.asOf === undefined ? now : new Date(request.asOf);
  const trader = toTrader(request);
  if ([...trader.fills, ...trader.movements].some(({ ts }) => isImpossible(ts, now)))
    return fail('time_impossible');
  if (isBoughtAfterSale(trader)) return fail('bought_after_sale');
  const months = await sentMonths(request.markets.map(toSentCandles));
  if (!months.ok) return months;

  const sent = new Map<string, CandleMonth[]>();
  request.markets.forEach(({ broker, symbol }, i) => {
    const key = productKey(broker, symbol);
    sent.set(key, [...(sent.get(key) ?? []), ...(months.value[i] ?? [])]);
  });
  const markets: Markets = {
    products: new Map([...sent].map(([key, all]) => [key, openMarket(all)])),
    outages: new Set(),
    now: asOf.getTime(),
  };
  const only = request.only && new Set(request.only);
  const fills: BiasScoreResponse['fills'] = [];
  for (const scored of scoreTrader(trader, markets, () => true)) {
    if (!only || only.has(scored.fillId)) fills.push(toScoredFill(scored));
  }
  return ok({ version: RULES_VERSION, fills, missing: missingMonths(trader, sent, asOf) });
}

function toTrader({ settings, fills, movements, costs }: BiasScoreRequest): Trader {
  return {
    ...settings,
    fills: fills.map(({ extId, ts, ...fill }) => ({
      ...fill,
      extId: extId ?? fill.id,
      ts: Date.parse(ts),
      remembered: null,
    })),
    movements: movements.map(({ ts, ...movement }) => ({ ...movement, ts: Date.parse(ts) })),
    enteredCosts: new Map(
      costs.map(({ fillId, unitCost, acquiredAt }) => [
        fillId,
        { unitCost, acquiredAt: acquiredAt === null ? null : Date.parse(acquiredAt) },
      ]),
    ),
    votes: [],
    rules: [],
    resets: { thresholds: [], feedback: [] },
  };
}

function toSentCandles({ candles, coveredUntil }: BiasScoreRequest['markets'][number]) {
  return { candles, ...(coveredUntil !== undefined && { coveredUntilMs: Date.parse(coveredUntil) }) };
}

function isImpossible(ts: number, now: Date): boolean {
  return ts < FIRST_MS || ts > now.getTime() + CLOCK_SKEW_MS;
}

function isBoughtAfterSale({ fills, enteredCosts }: Trader): boolean {
  return fills.some(({ id, ts }) => (enteredCosts.get(id)?.acquiredAt ?? ts) > ts);
}

function missingMonths(
  trader: Trader,
  sent: ReadonlyMap<string, readonly CandleMonth[]>,
  asOf: Date,
): BiasScoreResponse['missing'] {
  const newest = asOf.toISOString().slice(0, 7);
  return planMarkets(trader, () => true).flatMap(({ broker, symbol, months }) => {
    const there = new Set(sent.get(productKey(broker, symbol))?.map(({ month }) => month));
    const missing = months.filter((month) => month <= newest && !there.has(month));
    return missing.length > 0 ? [{ broker, symbol, months: missing }] : [];
  });
}

function toScoredFill(scored: ScoredFill): BiasScoreResponse['fills'][number] {
  const { fillId, orderId, tags, evidence, insight, sparkline, outcome, reviewAt } = scored;
  const { basis, pnl, gross, heldHours } = outcome;
  return {
    id: fillId,
    orderId,
    tags,
    evidence,
    insight,
    sparkline,
    basis,
    pnl,
    gross,
    heldHours,
    reviewAt: toIso(reviewAt),
    digest: digestOf(scored),
  };
}

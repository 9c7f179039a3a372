import type { Peers, Remembered } from '../../contracts/derived.ts';
import type { Verdict } from '../../contracts/features.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import { type FeedbackReport, openFeedback } from '../bias/feedback.ts';
import { labelTrade, RULES_VERSION } from '../bias/label-trade.ts';
import { openPersonalThresholds, type ThresholdReport } from '../bias/personal-thresholds.ts';
import type { Rule } from '../bias/rule.ts';
import { type Figure, UNKNOWN } from '../features/unknown-reason.ts';
import { FIGURE_NAMES } from '../history/behaviour-figures.ts';
import { openPeers } from '../history/peers.ts';
import { openRecentMap } from '../history/recent-map.ts';
import { openHistory } from '../history/trader-history.ts';
import { orderFills } from '../ledger/order-fills.ts';
import { reviewAt } from '../market/further-gain.ts';
import type { ProductMarket } from '../market/market-types.ts';
import { openMarket } from '../market/product-market.ts';
import { sparkline } from '../reflect/sparkline.ts';
import { writeReflection } from '../reflect/write-reflection.ts';
import { checkRules } from '../rules/check-rules.ts';
import { openRulesInForce } from '../rules/rule-versions.ts';
import { type Booked, openBooks, type TradedProduct, type TraderTrip } from './books.ts';
import { type Decision, openDecisions } from './decisions.ts';
import { leaveUnscored } from './leave-unscored.ts';
import { type MarketPlan, needForRules, openMarketNeeds } from './market-needs.ts';
import { type ReadTrade, readTrade } from './read-trade.ts';
import type { ScoredFill } from './scored-fill.ts';
import { situationOf } from './situation-of.ts';
import { thirdAssetPrices } from './third-asset-prices.ts';
import { tradeSpan } from './trade-span.ts';
import { type Markets, type Movement, productKey, type Trader, type TraderFill } from './trader.ts';

/** How the trader stands after the last fill. */
export type Standing = {
  /** Those that are open, and those that no fill but a fee in that asset brought to an end. */
  trips: TraderTrip[];
  thresholds: ThresholdReport;
  feedback: FeedbackReport;
};

const NO_MARKET = openMarket([]);
const NO_MARKETS: Markets = { products: new Map(), outages: new Set(), now: 0 };
const HOUR_MS = 3_600_000;
/** An order that rests while as many others fill is held against what stands then. */
const RULES_KEPT = 250;

/**
 * Goes over all of a trader's fills once, in the order of the books, and scores those that `isWanted` names; the others are booked with what
 * is remembered of them. A fill that is given twice is scored once. Linear; the same input gives the same bytes, and a fill's answer is
 * the same whether those before it were scored in this pass or an earlier one.
 *
 * A generator, since 100,000 scored fills at once would not fit a Worker's 128 MB.
 */
export function* scoreTrader(
  trader: Trader,
  markets: Markets,
  isWanted: (fill: TraderFill) => boolean,
): Generator<ScoredFill, Standing> {
  const scoring = openScoring(trader, markets);
  for (const entry of orderFills<TraderFill | Movement>([...trader.fills, ...trader.movements])) {
    const scored = scoring.take(entry, isWanted);
    if (scored) yield scored;
  }
  return scoring.end();
}

export type Scoring = {
  /** Books the next fill or movement, in the order of the books, and scores a fill that is wanted; null: nothing was to be said. */
  take(entry: TraderFill | Movement, isWanted: (fill: TraderFill) => boolean): ScoredFill | null;
  /**
   * What would be said of a fill that is only thought of, as the next one; nothing is booked. It is of an order of its own, whose id no fill ever has. Costs
   * as much as booking what is held of its product.
   */
  ask(fill: TraderFill, markets: Markets): ScoredFill;
  /** The markets that the answer to it is read from. */
  plansFor(fill: TraderFill): MarketPlan[];
  products(): TradedProduct[];
  end(): Standing;
};

/** A trader's scoring, entry by entry: see scoreTrader. */
export function openScoring(
  trader: Omit<Trader, 'fills' | 'movements'>,
  markets: Markets = NO_MARKETS,
): Scoring {
  const books = openBooks(trader, thirdAssetPrices(markets));
  const history = openHistory(trader);
  const peers = openPeers();
  const thresholds = openPersonalThresholds({ resets: trader.resets.thresholds });
  const rulesByOrder = openRecentMap<readonly Rule[]>(RULES_KEPT);
  const decisions = openDecisions(books, openRulesInForce(trader.rules));
  const feedback = openFeedback({ votes: trader.votes, resets: trader.resets.feedback });

  return {
    take(entry, isWanted) {
      if (!('kind' in entry)) return takeFill(entry, isWanted);
      books.move(entry);
      return null;
    },
    ask(fill, at) {
      const booked = books.preview(fill);
      if (booked.history.outcome.refused !== null) return leaveUnscored(booked);
      const rules = thresholds.rulesFor(fill.ts);
      return score(booked, { choice: null, rules, decision: decisions.thought(booked) }, at);
    },
    plansFor(fill) {
      const needs = openMarketNeeds();
      const booked = books.preview(fill);
      needs.need(fill.broker, fill.symbol, tradeSpan(fill.ts, booked.history.outcome));
      needForRules(needs, booked, decisions.thought(booked));
      return needs.plans();
    },
    products: books.products,
    end: () => ({ trips: books.end(), thresholds: thresholds.report(), feedback: feedback.report() }),
  };

  function takeFill(fill: TraderFill, isWanted: (fill: TraderFill) => boolean): ScoredFill | null {
    const booked = books.book(fill);
    if (booked === null) return null;
    const wanted = isWanted(fill);
    if (booked.history.outcome.refused !== null) return wanted ? leaveUnscored(booked) : null;
    const choice = booked.isFirstOfOrder ? countPeers(booked, wanted) : null;
    const rules = rulesOf(booked);
    const decision = decisions.of(booked);
    const scored = wanted ? score(booked, { choice, rules, decision }, markets) : null;
    const remembered = scored?.remembered ?? fill.remembered;
    if (remembered) learn(booked, remembered);
    history.remember(booked.history);
    return scored;
  }

  /** An order is one decision: its later slices are held against what its first was, and not against itself. */
  function rulesOf({ fill, history: { orderId } }: Booked): readonly Rule[] {
    return rulesByOrder.set(orderId, rulesByOrder.get(orderId) ?? thresholds.rulesFor(fill.ts));
  }

  function learn({ fill, isFirstOfOrder }: Booked, figures: Remembered): void {
    if (isFirstOfOrder) thresholds.remember(fill, figures);
  }

  function countPeers({ fill, history: { symbol: _, ...decision } }: Booked, wanted: boolean): Peers {
    const key = productKey(fill.broker, fill.symbol);
    return peers.count({
      fill: { ...decision, symbol: key },
      heldElsewhere: books
        .held()
        .flatMap((held) => (held.key === key ? [] : [{ symbol: held.key, averagePrice: held.averagePrice }])),
      priceAt: (other) => (wanted ? (markets.products.get(other)?.priceAt(fill.ts) ?? null) : null),
    });
  }

  function score(
    booked: Booked,
    { choice, rules, decision }: { choice: Peers | null; rules: readonly Rule[]; decision: Decision },
    at: Markets,
  ): ScoredFill {
    const { fill, history: past } = booked;
    const { id, symbol, side, ts } = fill;
    const { outcome, value, price, orderId } = past;
    const key = productKey(fill.broker, symbol);
    const market = at.products.get(key) ?? NO_MARKET;
    const read = readTrade(past, history.figuresOf(past), market);
    const { features, figures } = read;
    const checks = holdRules(booked, decision, at);
    const { tags, verdicts, reason } = labelTrade(
      { side, value, features, figures },
      { rules, checks, scaleOf: (label) => feedback.scaleAt(ts, label) },
    );
    const outage = at.outages.has(key);
    return {
      fillId: id,
      orderId,
      outcome,
      peers: choice,
      excursion: read.excursion,
      remembered: rememberedOf(booked, read),
      reviewAt: openReview(booked, verdicts, at.now),
      rules: checks,
      tags,
      evidence: {
        features,
        figures: knownOf(figures),
        verdicts,
        ...(reason === null ? {} : { reason }),
        snapshots: snapshotsOf(booked, decision, market),
        filledBars: read.filledBars,
        version: RULES_VERSION,
      },
      insight: writeReflection({
        symbol,
        side,
        ts,
        label: tags[0]?.label ?? 'UNSCORED',
        features,
        verdicts,
        figures,
        partial: outcome.basis === 'partial',
        reason,
        outage,
      }),
      sparkline: sparkline(market.seriesAt(ts), { ts, price }),
      provisional: outage,
    };
  }

  function holdRules(booked: Booked, decision: Decision, at: Markets): RuleCheck[] {
    if (decision.rules.length === 0) return [];
    const past = history.decisionOf(booked.history);
    return checkRules(decision.rules, situationOf(booked, { decision, past, markets: at }));
  }

  /** EARLY_EXIT waits for the time after the sale; every other condition of it must be met already. */
  function openReview(
    { fill, history: { outcome } }: Booked,
    verdicts: readonly Verdict[],
    now: number,
  ): number | null {
    const early = verdicts.find(({ label }) => label === 'EARLY_EXIT');
    const waits =
      early?.applies && early.conditions.every(({ met, reason }) => met || reason === UNKNOWN.notOverYet);
    if (!waits || early.met || outcome.heldHours === null) return null;
    const at = reviewAt({ ts: fill.ts, heldMs: outcome.heldHours * HOUR_MS });
    return at > now ? at : null;
  }
}

function rememberedOf({ feePrice }: Booked, { features, figures }: ReadTrade): Remembered {
  return {
    pct_change_24h_before: numberOf(features.pct_change_24h_before),
    RSI_14: numberOf(features.RSI_14),
    BB_pos: numberOf(features.BB_pos),
    drawdown_recent: numberOf(features.drawdown_recent),
    support_distance: numberOf(figures.support_distance),
    fee_price: feePrice,
  };
}

function numberOf(figure: Figure): number | null {
  return figure.known ? figure.value : null;
}

function knownOf(figures: ReadTrade['figures']): Record<string, number> {
  const known: Record<string, number> = {};
  for (const name of FIGURE_NAMES) {
    const figure = figures[name];
    if (figure.known) known[name] = figure.value;
  }
  return known;
}

/**
 * All that was read: the fill's own months, those of the time it was held, and those of as much time after it; and those of its order's first fill, if
 * the trader's own rules may have looked at them.
 */
function snapshotsOf(
  { fill: { ts }, history: { outcome } }: Booked,
  decision: Decision,
  market: ProductMarket,
): string[] {
  const own = market.hashes(tradeSpan(ts, outcome));
  if (decision.rules.length === 0 || decision.ts === ts) return own;
  const first = market.hashes({ ts: decision.ts, fromMs: decision.ts, untilMs: decision.ts });
  return [...new Set([...first, ...own])];
}

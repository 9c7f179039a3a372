import { computeFeatures, type Features } from '../features/compute-features.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import type { BehaviourFigures, HistoryFigures } from '../history/behaviour-figures.ts';
import type { HistoryFill } from '../history/history-fill.ts';
import { type Excursion, excursionOf } from '../market/excursion.ts';
import { furtherGain } from '../market/further-gain.ts';
import type { ProductMarket } from '../market/market-types.ts';
import { heldSince } from './trade-span.ts';

const HOUR_MS = 3_600_000;

/** All figures of one trade, by the names that rules and reflections know. */
export type ReadTrade = {
  features: Features;
  figures: BehaviourFigures;
  filledBars: number;
  /** Of a sale with a known cost whose time is covered by candles. */
  excursion: Excursion | null;
};

/** Reads a booked fill in its market. The features see nothing that came after it; what the market did after a sale judges the sale only. */
export function readTrade(fill: HistoryFill, past: HistoryFigures, market: ProductMarket): ReadTrade {
  const { side, ts, price, outcome } = fill;
  const { features, supportGap, filledBars } = computeFeatures(
    market.seriesAt(ts),
    { side, ts, price },
    outcome,
  );
  const support = {
    support_gap: supportGap,
    support_distance: supportGap.known ? known(Math.abs(supportGap.value)) : supportGap,
  };
  const exit = exitPath(fill, market);
  const path = exit ?? NO_PATH;
  const atr = averageTrueRange(features, market.priceAt(ts));
  return {
    features,
    filledBars,
    excursion: exit?.excursion.known ? exit.excursion : null,
    figures: {
      ...past,
      ...support,
      mae_atr: overAtr(path.adverse, atr),
      captured: path.captured,
      further_gain_atr: overAtr(path.further, atr),
    },
  };
}

type Path = { adverse: Figure; captured: Figure; further: Figure };

const NOT_AN_EXIT = unknown(UNKNOWN.notAnExit);
const NO_COST = unknown(UNKNOWN.basisUnknown);
const NO_PATH: Path = { adverse: NOT_AN_EXIT, captured: NOT_AN_EXIT, further: NOT_AN_EXIT };
const NO_COST_PATH = { adverse: NO_COST, captured: NO_COST, further: NO_COST, excursion: NO_COST };
const NO_TIME = unknown(UNKNOWN.boughtWhenUnknown);
const NO_TIME_PATH = { adverse: NO_TIME, captured: NO_TIME, further: NO_TIME, excursion: NO_TIME };

/** How the price moved while the sold quantity was held, and after; per unit, in the quote asset. null: nothing was sold. */
function exitPath({ side, ts, price, outcome }: HistoryFill, market: ProductMarket) {
  if (side === 'BUY') return null;
  const { entryValue, heldHours } = outcome;
  if (entryValue === null) return NO_COST_PATH;
  if (heldHours === null) return NO_TIME_PATH;
  const qty = Number(outcome.matchedQty);
  const entryPrice = Number(entryValue) / qty;
  const excursion = excursionOf(market, { sinceMs: heldSince(ts, heldHours), ts, price, entryPrice, qty });
  return {
    excursion,
    adverse: excursion.known ? known(entryPrice - excursion.worstPrice) : excursion,
    captured: capturedOf(excursion),
    further: furtherGain(market, { ts, price, heldMs: heldHours * HOUR_MS }),
  };
}

function capturedOf(excursion: ReturnType<typeof excursionOf>): Figure {
  if (!excursion.known) return excursion;
  const { captured } = excursion;
  // Of a loss the share says nothing: what was lost is no part of the best gain.
  return captured === null || captured < 0 ? unknown(UNKNOWN.noGain) : known(captured);
}

/** In the quote asset, as of the last closed bar. */
function averageTrueRange({ ATR_rel }: Features, close: number | null): Figure {
  if (!ATR_rel.known) return ATR_rel;
  return close === null ? unknown(UNKNOWN.tooManyGaps) : known(ATR_rel.value * close);
}

function overAtr(move: Figure, atr: Figure): Figure {
  if (!move.known) return move;
  if (!atr.known) return atr;
  return atr.value > 0 ? known(move.value / atr.value) : unknown(UNKNOWN.noMovement);
}

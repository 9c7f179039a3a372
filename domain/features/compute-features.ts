import type { FeatureSet } from '../../contracts/features.ts';
import type { Side } from '../../contracts/side.ts';
import { filledBars, type HourlySeries, lastClosedBar } from '../indicators/hourly-series.ts';
import { WILDER_WARM_UP_BARS } from '../indicators/wilder-average.ts';
import type { Outcome } from '../ledger/fill.ts';
import { type MarketFeatures, marketFeatures } from './market-features.ts';
import { supportGap } from './support-gap.ts';
import { type TradeFeatures, tradeFeatures } from './trade-features.ts';
import { type Figure, UNKNOWN, unknown } from './unknown-reason.ts';

/** The nine features, in the contract's names. */
export type Features = MarketFeatures & TradeFeatures;

export type FillFeatures = {
  features: Features;
  /** Not one of the nine: DISCIPLINE is held against its size. */
  supportGap: Figure;
  /** Forward-filled among the last 250 bars, the longest window that a feature reads. */
  filledBars: number;
};

/**
 * Everything that is known of a fill without looking ahead: bars that opened an hour or more before it, and its own price.
 * @param fill ts in milliseconds UTC; price in the quote asset
 */
export function computeFeatures(
  series: HourlySeries,
  fill: { side: Side; ts: number; price: number },
  outcome: Outcome,
): FillFeatures {
  const k = lastClosedBar(series, fill.ts);
  const market = marketFeatures(series, k, fill.price);
  const trade = tradeFeatures(fill.side, outcome);
  return {
    features: inContractOrder({ ...market, ...trade }),
    supportGap: supportGap(series, k, fill.price),
    filledBars: k < 0 ? 0 : filledBars(series, k, WILDER_WARM_UP_BARS),
  };
}

const UNREADABLE = unknown(UNKNOWN.fillUnreadable);

/** Of a fill that the ledger refused. */
export const NO_FEATURES: FillFeatures = {
  features: {
    pct_change_1h_before: UNREADABLE,
    pct_change_24h_before: UNREADABLE,
    RSI_14: UNREADABLE,
    ATR_rel: UNREADABLE,
    BB_pos: UNREADABLE,
    gap_from_MA: UNREADABLE,
    held_hours: UNREADABLE,
    pnl_exit: UNREADABLE,
    drawdown_recent: UNREADABLE,
  },
  supportGap: UNREADABLE,
  filledBars: 0,
};

/** Equal features must be equal bytes. */
function inContractOrder(all: Features): Features & FeatureSet {
  return {
    pct_change_1h_before: all.pct_change_1h_before,
    pct_change_24h_before: all.pct_change_24h_before,
    RSI_14: all.RSI_14,
    ATR_rel: all.ATR_rel,
    BB_pos: all.BB_pos,
    gap_from_MA: all.gap_from_MA,
    held_hours: all.held_hours,
    pnl_exit: all.pnl_exit,
    drawdown_recent: all.drawdown_recent,
  };
}

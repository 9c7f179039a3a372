import type { TradeContext } from '../bias/judgement.ts';
import type { Features } from '../features/compute-features.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';
import { type BehaviourFigures, NO_ENTRY, NO_EXIT } from '../history/behaviour-figures.ts';

/** A trade of 1,000 in a market and on a day in which nothing stands out; what a test is about goes over it. */
export function tradeContext(
  side: 'BUY' | 'SELL',
  over: Partial<Features> = {},
  supportGap: Figure = known(0.2),
  figures: Partial<BehaviourFigures> = {},
): TradeContext {
  const closes = side === 'SELL';
  const support = {
    support_gap: supportGap,
    support_distance: supportGap.known ? known(Math.abs(supportGap.value)) : supportGap,
  };
  return {
    side,
    value: 1000,
    features: {
      pct_change_1h_before: known(0.001),
      pct_change_24h_before: known(-0.012),
      RSI_14: known(51.3),
      ATR_rel: known(0.004),
      BB_pos: known(0.44),
      gap_from_MA: known(-0.002),
      held_hours: closes ? known(26.4) : unknown(UNKNOWN.notAnExit),
      pnl_exit: closes ? known('12.5') : unknown(UNKNOWN.notAnExit),
      drawdown_recent: known(0.021),
      ...over,
    },
    figures: { ...(closes ? QUIET_EXIT : QUIET_ENTRY), ...support, ...figures },
  };
}

type Quiet = Omit<BehaviourFigures, 'support_gap' | 'support_distance'>;

const QUIET_DAY = {
  day_trades: known(2),
  day_trades_usual: known(3),
  day_count_percentile: known(0.2),
};

const NOT_AN_EXIT = unknown(UNKNOWN.notAnExit);

const QUIET_ENTRY: Quiet = {
  ...QUIET_DAY,
  ...NO_EXIT,
  minutes_since_loss: known(700),
  loss_vs_median: known(0.8),
  same_asset: known(0),
  notional_vs_median: known(1),
  price_vs_average_cost: unknown(UNKNOWN.nothingHeld),
  notional_z: known(0.1),
  wins_in_row: known(1),
  local_hour: known(14),
  night_share: known(0.3),
  mae_atr: NOT_AN_EXIT,
  captured: NOT_AN_EXIT,
  further_gain_atr: NOT_AN_EXIT,
};

const QUIET_EXIT: Quiet = {
  ...QUIET_DAY,
  ...NO_ENTRY,
  order_hours: known(26.4),
  held_vs_winners: known(1),
  result_vs_entry: known(0.0125),
  mae_atr: known(0.3),
  captured: known(0.7),
  further_gain_atr: known(0.2),
};

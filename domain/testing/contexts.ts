import type { TradeContext } from '../bias/judgement.ts';
import type { Features } from '../features/compute-features.ts';
import { type Figure, known, UNKNOWN, unknown } from '../features/unknown-reason.ts';

/** A trade of 1,000 in a market in which nothing stands out; what a test is about goes over it. */
export function tradeContext(
  side: 'BUY' | 'SELL',
  over: Partial<Features> = {},
  supportGap: Figure = known(0.2),
): TradeContext {
  const closes = side === 'SELL';
  return {
    side,
    value: 1000,
    supportGap,
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
  };
}

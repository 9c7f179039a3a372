import type { Remembered } from '../../contracts/derived.ts';
import { RULES_VERSION } from '../bias/label-trade.ts';
import { NO_FEATURES } from '../features/compute-features.ts';
import { UNKNOWN } from '../features/unknown-reason.ts';
import { NO_FIGURES } from '../history/behaviour-figures.ts';
import { writeReflection } from '../reflect/write-reflection.ts';
import type { Booked } from './books.ts';
import type { ScoredFill } from './scored-fill.ts';

const NOTHING_REMEMBERED: Remembered = {
  pct_change_24h_before: null,
  RSI_14: null,
  BB_pos: null,
  drawdown_recent: null,
  support_distance: null,
  fee_price: null,
};

/** Of a fill that the ledger left out: what is wrong with it is all that can be said. */
export function leaveUnscored({ fill, history: { outcome, orderId } }: Booked): ScoredFill {
  const { symbol, side, ts } = fill;
  const reason = UNKNOWN.fillUnreadable;
  const { features, filledBars } = NO_FEATURES;
  const evidence = {
    features,
    figures: {},
    verdicts: [],
    reason,
    snapshots: [],
    filledBars,
    version: RULES_VERSION,
  };
  return {
    fillId: fill.id,
    orderId,
    outcome,
    peers: null,
    excursion: null,
    remembered: NOTHING_REMEMBERED,
    reviewAt: null,
    rules: [],
    tags: [{ label: 'UNSCORED', confidence: 0 }],
    evidence,
    insight: writeReflection({
      symbol,
      side,
      ts,
      label: 'UNSCORED',
      features,
      verdicts: [],
      figures: NO_FIGURES,
      partial: false,
      reason,
      outage: false,
    }),
    sparkline: [],
    provisional: false,
  };
}

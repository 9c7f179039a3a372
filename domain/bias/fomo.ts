import type { Criterion } from './criterion.ts';
import { hold } from './criterion.ts';
import { type Judgement, judgeAll, notApplicable, type TradeContext } from './judgement.ts';

export type FomoThresholds = { change: Criterion; rsi: Criterion; band: Criterion };

/** Fear of missing out: a buy after a steep day, overbought, at the top of the band (facts/biases.md). */
const FOMO_DEFAULTS: FomoThresholds = {
  change: { name: 'pct_change_24h_before', op: '>=', threshold: 0.08, scale: 0.03 },
  rsi: { name: 'RSI_14', op: '>=', threshold: 70, scale: 5 },
  band: { name: 'BB_pos', op: '>=', threshold: 0.8, scale: 0.1 },
};

export function judgeFomo(context: TradeContext, thresholds: FomoThresholds = FOMO_DEFAULTS): Judgement {
  if (context.side !== 'BUY') return notApplicable('FOMO');
  const { features } = context;
  return judgeAll('FOMO', [
    hold(thresholds.change, features.pct_change_24h_before),
    hold(thresholds.rsi, features.RSI_14),
    hold(thresholds.band, features.BB_pos),
  ]);
}

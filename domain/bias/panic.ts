import type { Criterion } from './criterion.ts';
import { hold } from './criterion.ts';
import { type Judgement, judgeAll, notApplicable, type TradeContext } from './judgement.ts';

export type PanicThresholds = { loss: Criterion; drawdown: Criterion; rsi: Criterion };

/**
 * Panic: a sale at a loss, deep below the recent high, oversold (facts/biases.md). The loss counts for confidence in parts of
 * the fill's value (1 % is one scale); of a partly known basis the loss is of the known part, so confidence errs low.
 */
const PANIC_DEFAULTS: PanicThresholds = {
  loss: { name: 'pnl_exit', op: '<', threshold: 0, scale: 0.01 },
  drawdown: { name: 'drawdown_recent', op: '>=', threshold: 0.06, scale: 0.02 },
  rsi: { name: 'RSI_14', op: '<=', threshold: 35, scale: 5 },
};

export function judgePanic(context: TradeContext, thresholds: PanicThresholds = PANIC_DEFAULTS): Judgement {
  if (context.side !== 'SELL') return notApplicable('PANIC');
  const { features } = context;
  return judgeAll('PANIC', [
    hold(thresholds.loss, features.pnl_exit, context.value),
    hold(thresholds.drawdown, features.drawdown_recent),
    hold(thresholds.rsi, features.RSI_14),
  ]);
}

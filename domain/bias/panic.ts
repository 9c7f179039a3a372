import type { Rule } from './rule.ts';

/**
 * Panic: a sale at a loss, deep below the recent high, oversold. The loss counts for confidence in parts of
 * the fill's value (1 % is one scale); of a partly known basis the loss is of the known part, so confidence errs low.
 */
export const PANIC: Rule = {
  label: 'PANIC',
  side: 'SELL',
  family: 'market',
  criteria: [
    { name: 'pnl_exit', op: '<', threshold: 0, scale: 0.01, unit: 'value' },
    { name: 'drawdown_recent', op: '>=', threshold: 0.06, scale: 0.02 },
    { name: 'RSI_14', op: '<=', threshold: 35, scale: 5 },
  ],
};

import { BREAK_EVEN_BAND } from '../ledger/break-even.ts';
import type { Rule } from './rule.ts';

/** Early exit: a winner that kept less than 0.4 of its best, and rose by another ATR within as long again. */
export const EARLY_EXIT: Rule = {
  label: 'EARLY_EXIT',
  side: 'SELL',
  family: 'behaviour',
  criteria: [
    { name: 'result_vs_entry', op: '>', threshold: BREAK_EVEN_BAND, scale: 0.01 },
    { name: 'captured', op: '<', threshold: 0.4, scale: 0.1 },
    { name: 'further_gain_atr', op: '>=', threshold: 1, scale: 0.5 },
  ],
};

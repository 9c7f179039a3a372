import { BREAK_EVEN_BAND } from '../ledger/break-even.ts';
import type { Rule } from './rule.ts';

/** Getting even: an exit inside the break-even band, of a position that had been more than an ATR under water. */
export const GET_EVEN: Rule = {
  label: 'GET_EVEN',
  side: 'SELL',
  family: 'behaviour',
  criteria: [
    { name: 'result_vs_entry', op: '>=', threshold: -BREAK_EVEN_BAND, scale: 0.0005 },
    { name: 'result_vs_entry', op: '<=', threshold: BREAK_EVEN_BAND, scale: 0.0005 },
    { name: 'mae_atr', op: '>', threshold: 1, scale: 0.5 },
  ],
};

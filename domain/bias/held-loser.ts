import { BREAK_EVEN_BAND } from '../ledger/break-even.ts';
import type { Rule } from './rule.ts';

/**
 * A loser held over twice the median hold of the trader's winners: the disposition effect in one trade (Odean 1998; Locke &
 * Mann 2005). A loss inside the break-even band is none.
 */
export const HELD_LOSER: Rule = {
  label: 'HELD_LOSER',
  side: 'SELL',
  family: 'behaviour',
  criteria: [
    { name: 'result_vs_entry', op: '<', threshold: -BREAK_EVEN_BAND, scale: 0.01 },
    { name: 'held_vs_winners', op: '>', threshold: 2, scale: 1 },
  ],
};

import { ANSWER_MINUTES } from '../history/losses.ts';
import type { Rule } from './rule.ts';

/**
 * Revenge: an entry within an hour after a loss that was larger than the trader's median, of 1.5 times the usual size or in the
 * asset of the loss (after Coval & Shumway 2005).
 */
export const REVENGE: Rule = {
  label: 'REVENGE',
  side: 'BUY',
  family: 'behaviour',
  criteria: [
    { name: 'minutes_since_loss', op: '<=', threshold: ANSWER_MINUTES, scale: 15 },
    { name: 'loss_vs_median', op: '>', threshold: 1, scale: 0.5 },
    { name: 'notional_vs_median', op: '>=', threshold: 1.5, scale: 0.25, either: 'stake' },
    { name: 'same_asset', op: '>=', threshold: 1, scale: 1, either: 'stake' },
  ],
};

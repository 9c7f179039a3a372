import type { Rule } from './rule.ts';

/**
 * Overtrading: more orders in a day than the 95th percentile of a Poisson with the trader's own rate of the 30 days before
 * (Barber & Odean 2000). n is above that percentile exactly where the probability of at most n − 1 has reached 0.95.
 */
export const OVERTRADING: Rule = {
  label: 'OVERTRADING',
  side: null,
  family: 'behaviour',
  criteria: [{ name: 'day_count_percentile', op: '>=', threshold: 0.95, scale: 0.02 }],
};

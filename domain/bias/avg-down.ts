import type { Rule } from './rule.ts';

/** Averaging down: a buy below the average cost of an open position (Imas 2016). */
export const AVG_DOWN: Rule = {
  label: 'AVG_DOWN',
  side: 'BUY',
  family: 'behaviour',
  criteria: [{ name: 'price_vs_average_cost', op: '<', threshold: 0, scale: 0.02 }],
};

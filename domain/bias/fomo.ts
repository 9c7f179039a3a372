import type { Rule } from './rule.ts';

/** Fear of missing out: a buy after a steep day, overbought, at the top of the band. */
export const FOMO: Rule = {
  label: 'FOMO',
  side: 'BUY',
  family: 'market',
  criteria: [
    { name: 'pct_change_24h_before', op: '>=', threshold: 0.08, scale: 0.03 },
    { name: 'RSI_14', op: '>=', threshold: 70, scale: 5 },
    { name: 'BB_pos', op: '>=', threshold: 0.8, scale: 0.1 },
  ],
};

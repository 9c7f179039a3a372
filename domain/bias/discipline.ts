import type { Rule } from './rule.ts';

/** Discipline: an entry within 1.5 % of prior support, above or below it. Of a sale: see kept-rules.ts. */
export const DISCIPLINE: Rule = {
  label: 'DISCIPLINE',
  side: 'BUY',
  family: 'market',
  praise: true,
  criteria: [{ name: 'support_distance', op: '<=', threshold: 0.015, scale: 0.005 }],
};

import type { Rule } from './rule.ts';

/** Late night: an entry in the trader's own hours 0 to 5 where fewer than a tenth of the entries are (a label of this product). */
export const LATE_NIGHT: Rule = {
  label: 'LATE_NIGHT',
  side: 'BUY',
  family: 'behaviour',
  criteria: [
    { name: 'local_hour', op: '<=', threshold: 5, scale: 1 },
    { name: 'night_share', op: '<', threshold: 0.1, scale: 0.03 },
  ],
};

import type { Rule } from './rule.ts';

/** Sizing up: an unusually large entry after at least three wins in a row (Ben-David, Birru & Prokopenya 2018). */
export const SIZE_UP: Rule = {
  label: 'SIZE_UP',
  side: 'BUY',
  family: 'behaviour',
  criteria: [
    { name: 'notional_z', op: '>', threshold: 2, scale: 0.5 },
    { name: 'wins_in_row', op: '>=', threshold: 3, scale: 1 },
  ],
};

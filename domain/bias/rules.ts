import { AVG_DOWN } from './avg-down.ts';
import { DISCIPLINE } from './discipline.ts';
import { EARLY_EXIT } from './early-exit.ts';
import { FOMO } from './fomo.ts';
import { GET_EVEN } from './get-even.ts';
import { HELD_LOSER } from './held-loser.ts';
import { LATE_NIGHT } from './late-night.ts';
import { OVERTRADING } from './overtrading.ts';
import { PANIC } from './panic.ts';
import { REVENGE } from './revenge.ts';
import type { Rule } from './rule.ts';
import { SIZE_UP } from './size-up.ts';

/** All rules with everybody's thresholds, in the order of the verdicts. */
export const RULES: readonly Rule[] = [
  FOMO,
  PANIC,
  DISCIPLINE,
  REVENGE,
  OVERTRADING,
  HELD_LOSER,
  EARLY_EXIT,
  AVG_DOWN,
  SIZE_UP,
  GET_EVEN,
  LATE_NIGHT,
];

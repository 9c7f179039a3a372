import { z } from 'zod';

/** What a trade can be called. NEUTRAL: no rule was met. UNSCORED: the features could not be computed, with the reason. */
export const LabelSchema = z.enum([
  'FOMO',
  'PANIC',
  'DISCIPLINE',
  'REVENGE',
  'OVERTRADING',
  'HELD_LOSER',
  'EARLY_EXIT',
  'AVG_DOWN',
  'SIZE_UP',
  'GET_EVEN',
  'LATE_NIGHT',
  'NEUTRAL',
  'UNSCORED',
]);
export type Label = z.infer<typeof LabelSchema>;

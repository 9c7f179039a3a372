import { type Label, LabelSchema } from '../../../contracts/labels.ts';
import type { FeedState } from './reducer.ts';

/** Trades read, and how many of them carry each label (a trade can carry several). */
export interface Tally {
  trades: number;
  byLabel: Readonly<Record<Label, number>>;
}

export function tally(labels: FeedState['labels']): Tally {
  const byLabel: Record<Label, number> = { FOMO: 0, PANIC: 0, DISCIPLINE: 0, NEUTRAL: 0, UNSCORED: 0 };
  for (const names of labels.values()) {
    for (const name of names) byLabel[name] += 1;
  }
  return { trades: labels.size, byLabel };
}

export const LABELS: readonly Label[] = LabelSchema.options;

import { type Label, LabelSchema } from '../../../contracts/labels.ts';
import type { FeedState } from './reducer.ts';

/** Trades read, and how many of them carry each label (a trade can carry several). */
export interface Tally {
  trades: number;
  of(label: Label): number;
}

export function tally(labels: FeedState['labels']): Tally {
  const byLabel = new Map<Label, number>();
  for (const names of labels.values()) {
    for (const name of names) byLabel.set(name, (byLabel.get(name) ?? 0) + 1);
  }
  return { trades: labels.size, of: (label) => byLabel.get(label) ?? 0 };
}

export const LABELS: readonly Label[] = LabelSchema.options;

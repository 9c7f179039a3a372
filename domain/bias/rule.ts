import type { Label } from '../../contracts/labels.ts';
import type { Side } from '../../contracts/side.ts';
import type { Criterion } from './criterion.ts';

/** A label's rule as data: all criteria must be met, of those in one `either` group one. */
export type Rule = {
  label: Label;
  /** null: it speaks of both. */
  side: Side | null;
  /** A market rule that cannot be decided leaves the trade UNSCORED; a behaviour rule waits for the trader's history to grow. */
  family: 'market' | 'behaviour';
  /** It tells of something done well: meeting it more rarely is no leniency. */
  praise?: true;
  criteria: readonly Criterion[];
};

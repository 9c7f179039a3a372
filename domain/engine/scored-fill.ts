import type { Peers, Remembered } from '../../contracts/derived.ts';
import type { Evidence } from '../../contracts/features.ts';
import type { RuleCheck } from '../../contracts/rules.ts';
import type { Tag } from '../bias/label-trade.ts';
import type { Outcome } from '../ledger/fill.ts';
import type { Excursion } from '../market/excursion.ts';

/** All that is derived of one fill. */
export type ScoredFill = {
  fillId: string;
  /** The id of the first fill of its order. */
  orderId: string;
  outcome: Outcome;
  /** Of an order's first fill. */
  peers: Peers | null;
  excursion: Excursion | null;
  remembered: Remembered;
  /** When what the market did after this sale can be judged, milliseconds UTC; null: nothing is open. */
  reviewAt: number | null;
  /** How the trader's own rules stood with it, as far as any was in force at its order's first fill. */
  rules: RuleCheck[];
  /** At least one, the surest first. */
  tags: Tag[];
  evidence: Evidence;
  /** Two sentences for the trader. */
  insight: string;
  /** Up to 25 closes before the fill, then its price: see sparkline. Empty for a fill that the ledger refused. */
  sparkline: number[];
  /** Said without the market's data, because of an outage. */
  provisional: boolean;
};

import type { Insights } from '../../contracts/insights.ts';
import { ANSWER_MINUTES } from '../history/losses.ts';
import { bitsOf } from './labels.ts';
import { lacks, shareOf } from './measures.ts';
import type { Order, Trade } from './orders.ts';

const ANSWER_MS = ANSWER_MINUTES * 60_000;
/** A share of a tenth is expected twice among 20. */
const FEWEST_ENTRIES = 20;
const REVENGE = bitsOf(['REVENGE']);

/**
 * How many entries are REVENGE, and how many of those within an hour after a loss of any size in any product: the first tells how
 * common it is, the second how the trader takes a loss.
 * @param entries by their first fill, as groupOrders gives them
 */
export function measureRevenge(entries: readonly Order[], trades: readonly Trade[]): Insights['revenge'] {
  return {
    rate: share('entries', entries),
    afterLoss: share('entries after a loss', afterLoss(entries, trades)),
  };
}

function share(what: string, entries: readonly Order[]) {
  const n = entries.length;
  const hits = entries.filter(({ labels }) => (labels & REVENGE) !== 0).length;
  return lacks(what, n, FEWEST_ENTRIES) ?? shareOf({ hits, n });
}

/** Of all losses closed by then, the latest decides: from its last fill to the first of the entry. */
function afterLoss(entries: readonly Order[], trades: readonly Trade[]): Order[] {
  const closed = trades.flatMap(({ result, lastTs }) => (result.kind === 'loss' ? [lastTs] : []));
  closed.sort((a, b) => a - b);
  let before = 0;
  return entries.filter(({ firstTs }) => {
    while ((closed[before] ?? Number.POSITIVE_INFINITY) <= firstTs) before += 1;
    const latest = closed[before - 1];
    return latest !== undefined && firstTs - latest <= ANSWER_MS;
  });
}

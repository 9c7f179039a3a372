import type { Trade } from '../../../../contracts/trades.ts';
import type { Answer } from '../../failure.ts';

interface TradesPage {
  trades: readonly Trade[];
  cursor: string | null;
}

interface HeldDeps {
  /** The page after a trade; null: the first one. */
  readAfter: (id: string | null) => Promise<Answer<TradesPage>>;
  /** false as soon as nobody waits for the outcome any more. */
  wanted: () => boolean;
}

interface Followed {
  /** Trades as they are now, by their ids. */
  found: ReadonlyMap<string, Trade>;
  /** Ids of those that are not in the list any more. */
  gone: ReadonlySet<string>;
  /** There are some among the held ones that are not held. */
  more: boolean;
}

/**
 * Looks at held trades anew, page by page from where each page began, so that what came in above moves no page out of sight. null: a page
 * did not come, or nobody waits any more.
 * @param held in the order of the list, at least one
 * @param whole nothing comes after them
 * @param size how many trades a page has
 */
export async function followHeld(
  held: readonly Trade[],
  whole: boolean,
  size: number,
  { readAfter, wanted }: HeldDeps,
): Promise<Followed | null> {
  const ids = new Set(held.map(({ id }) => id));
  const oldest = held.at(-1);
  const found = new Map<string, Trade>();
  const gone = new Set<string>();
  let more = false;
  for (let at = 0; at < held.length; at += size) {
    const answer = await readAfter(held[at - 1]?.id ?? null);
    if (!wanted() || !answer.ok) return null;
    const { trades, cursor } = answer.value;
    const end = cursor === null ? undefined : trades.at(-1);
    for (const trade of trades) found.set(trade.id, trade);
    for (const trade of held.slice(at, at + size)) {
      // Behind the end of a page it is not known.
      if (!found.has(trade.id) && (end === undefined || standsAbove(trade, end))) gone.add(trade.id);
    }
    more ||= trades.some((trade) => !ids.has(trade.id) && (whole || !oldest || standsAbove(trade, oldest)));
  }
  return { found, gone, more };
}

/** In the list's order: newest first. */
function standsAbove(a: Trade, b: Trade): boolean {
  return a.ts > b.ts || (a.ts === b.ts && a.id > b.id);
}

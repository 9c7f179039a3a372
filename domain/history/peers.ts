import type { Peers } from '../../contracts/derived.ts';
import type { HistoryFill } from './history-fill.ts';

const SALE_MS = 30 * 86_400_000;

export type { Peers };

/** A decision as it is counted. Prices are in each product's own quote asset. */
export type Choice = {
  /** The first of its order. */
  fill: Pick<HistoryFill, 'symbol' | 'side' | 'ts' | 'price' | 'heldBefore'>;
  /** Other products held at that time; averagePrice null: not all of it has a known cost. */
  heldElsewhere: readonly { symbol: string; averagePrice: number | null }[];
  priceAt(symbol: string): number | null;
};

export type PeersCount = { count(choice: Choice): Peers };

/**
 * Counts at each decision what was chosen among. At a sale, each other product held is a paper gain or a paper loss (Odean 1998).
 * At an entry, each product that was sold in the 30 days before and is not held has fallen or risen since its last sale, and is
 * bought again or passed over (Strahilevitz, Odean & Barber 2011). A price that is where it was is neither.
 */
export function openPeers(): PeersCount {
  /** By product the last sale since it was last bought, oldest first. */
  const sales = new Map<string, { ts: number; price: number }>();

  function countSale({ fill, heldElsewhere, priceAt }: Choice): Peers {
    const peers = { ...NONE };
    const own = moveOf(fill.heldBefore.averagePrice, fill.price);
    if (own === null) peers.notJudged += 1;
    else if (own !== 'same') peers.sold = own;
    for (const { symbol, averagePrice } of heldElsewhere) {
      const move = moveOf(averagePrice, priceAt(symbol));
      if (move === null) peers.notJudged += 1;
      else if (move === 'risen') peers.paperGains += 1;
      else if (move === 'fallen') peers.paperLosses += 1;
    }
    sales.delete(fill.symbol);
    sales.set(fill.symbol, { ts: fill.ts, price: fill.price });
    return peers;
  }

  function countEntry({ fill, heldElsewhere, priceAt }: Choice): Peers {
    forgetBefore(fill.ts - SALE_MS);
    const held = new Set(heldElsewhere.map(({ symbol }) => symbol));
    const peers = { ...NONE };
    for (const [symbol, sale] of sales) {
      const again = symbol === fill.symbol;
      if (again ? fill.heldBefore.qty > 0 : held.has(symbol)) continue;
      const move = moveOf(sale.price, again ? fill.price : priceAt(symbol));
      if (move === null) peers.notJudged += 1;
      else if (move === 'same') continue;
      else if (again) peers.rebought = move;
      else if (move === 'fallen') peers.passedFallen += 1;
      else peers.passedRisen += 1;
    }
    sales.delete(fill.symbol);
    return peers;
  }

  function forgetBefore(ts: number) {
    for (const [symbol, sale] of sales) {
      if (sale.ts >= ts) break;
      sales.delete(symbol);
    }
  }

  return { count: (choice) => (choice.fill.side === 'SELL' ? countSale(choice) : countEntry(choice)) };
}

const NONE: Peers = {
  sold: null,
  paperGains: 0,
  paperLosses: 0,
  passedFallen: 0,
  passedRisen: 0,
  rebought: null,
  notJudged: 0,
};

function moveOf(from: number | null, to: number | null): 'fallen' | 'risen' | 'same' | null {
  if (from === null || to === null) return null;
  if (to === from) return 'same';
  return to < from ? 'fallen' : 'risen';
}

import type { Trade } from '../../../../contracts/trades.ts';

export interface Pages {
  trades: readonly Trade[];
  cursor: string | null;
}

/** What is shown once its first page was asked for again: the rows below it stay, so that whoever has scrolled down keeps their place. */
export function withNewerPage(shown: Pages, first: Pages): Pages {
  const last = first.trades.at(-1);
  const below = shown.trades.slice(shown.trades.findIndex(({ id }) => id === last?.id) + 1);
  const meets = last !== undefined && below.length < shown.trades.length;
  if (!meets || below.length === 0) return first;
  return { trades: [...first.trades, ...below], cursor: shown.cursor };
}

import type { Trade } from '../../../contracts/trades.ts';

/** Why a trade shows no result. */
export function whyNoPnl(trade: Pick<Trade, 'side' | 'basis'>): string {
  if (trade.side === 'BUY') return 'A buy realises nothing. Its result shows where it is sold.';
  if (trade.basis === null) return 'Not read yet.';
  return 'What was sold was bought before, or outside, the history read here, so its cost is not known. Fetch that history, or enter the cost on the trade’s page, to see the result.';
}

/** Whether what was sold has a known cost. */
export function basisText(trade: Pick<Trade, 'basis'>): string {
  if (trade.basis === null) return 'Not read yet';
  return { known: 'Known', partial: 'Known in part', unknown: 'Unknown' }[trade.basis];
}

import type { Trade } from '../../../contracts/trades.ts';

/** Why a trade shows no result. */
export function whyNoPnl(trade: Pick<Trade, 'side' | 'basis'>): string {
  if (trade.side === 'BUY') return 'A buy realises nothing. Its result shows where it is sold.';
  if (trade.basis === null) return 'Not read yet.';
  return 'Basis unknown: what was sold was bought before, or outside, the history read here, so its cost is not known. Import that history to see the result.';
}

export function basisText(trade: Pick<Trade, 'side' | 'basis'>): string {
  if (trade.side === 'BUY') return 'Set by this buy';
  if (trade.basis === null) return 'Not read yet';
  return { known: 'Known', partial: 'Known in part', unknown: 'Unknown' }[trade.basis];
}

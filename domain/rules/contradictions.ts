import type { RuleParams, RuleSpec } from '../../contracts/rules.ts';
import { splitSymbol } from '../history/product.ts';

export type Contradiction = { kinds: readonly [RuleSpec['kind'], RuleSpec['kind']]; detail: string };

/**
 * Two rules that nobody could keep both. There is one such pair: k products allowed, and at most p % in each with k × p below 100, so that all of what is
 * held could never be inside the limit. minHoldHours and maxLossPctPerTrade are no such pair: a sale that cuts a loss may come early, see check-rules.ts;
 * and rules that only leave few trades leave some.
 * @returns null: all can be kept
 */
export function contradictionIn(rules: readonly RuleSpec[]): Contradiction | null {
  const only = rules.find((rule) => rule.kind === 'onlySymbols');
  const most = rules.find((rule) => rule.kind === 'maxPositionPct');
  if (!only || !most) return null;
  const products = mostOfOneQuote(only.params);
  const { pct } = most.params;
  if (products * pct >= 100) return null;
  const least = Math.ceil(1000 / products) / 10;
  const named = products === 1 ? 'one product' : `${products} products of one currency`;
  return {
    kinds: ['onlySymbols', 'maxPositionPct'],
    detail:
      `You allow ${named}, and at most ${pct}% of what you hold in each: they could never be all that you hold. ` +
      `Set the limit to ${least}% or more, allow more products, or switch one of the two rules off.`,
  };
}

/** Shares are of what is held against one quote: products of another do not make room. */
function mostOfOneQuote({ symbols }: RuleParams<'onlySymbols'>): number {
  const quotes = Map.groupBy(symbols, (symbol) => splitSymbol(symbol).quote);
  return Math.max(...Array.from(quotes.values(), (ofQuote) => ofQuote.length));
}

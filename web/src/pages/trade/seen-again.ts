import type { TradeBias } from '../../../../contracts/trades.ts';

/**
 * What is shown after a second look: what was, where nothing changed, so that what is open or has the focus is left alone. The votes stay in any case:
 * one of them may be on its way.
 */
export function seenAgain(before: TradeBias, found: TradeBias): TradeBias {
  const now = { ...found, feedback: before.feedback };
  return JSON.stringify(now) === JSON.stringify(before) ? before : now;
}

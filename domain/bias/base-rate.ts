import type { MarketFeatures } from '../features/market-features.ts';
import type { Figure } from '../features/unknown-reason.ts';
import { hold } from './criterion.ts';
import { FOMO } from './fomo.ts';

/** By feature name; null: not known. */
type Numbers = Readonly<Record<string, number | null | undefined>>;

/**
 * Whether figures meet the FOMO rule with everybody's thresholds: of a buy and of an hour of the market alike, as a share and its base rate
 * must be of one rule. null: one of its figures is not known.
 */
export function meetsFomo(figures: Numbers): boolean | null {
  let meets = true;
  for (const criterion of FOMO.criteria) {
    const value = figures[criterion.name];
    if (value == null) return null;
    meets &&= hold(criterion, { known: true, value }, 1).condition.met;
  }
  return meets;
}

export function hourMeetsFomo({ pct_change_24h_before, RSI_14, BB_pos }: MarketFeatures): boolean {
  const [change, rsi, band] = [pct_change_24h_before, RSI_14, BB_pos].map(numberOf);
  return meetsFomo({ pct_change_24h_before: change, RSI_14: rsi, BB_pos: band }) === true;
}

function numberOf(figure: Figure): number | null {
  return figure.known ? figure.value : null;
}

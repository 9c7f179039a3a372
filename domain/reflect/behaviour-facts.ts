import type { Figure } from '../features/unknown-reason.ts';
import type { BehaviourFigures } from '../history/behaviour-figures.ts';
import { formatHeld, formatNumber, formatOrdinal, formatPercent } from './format-figure.ts';

const MINUTES_PER_HOUR = 60;

/**
 * What a trade was beside the trader's own others, in words. null where the figure is not known, or does not show what its
 * words say ("1 times", "0% below"): a text then tells the rule without it.
 */
export type BehaviourFacts = {
  /** "38 minutes" */
  sinceLoss: string | null;
  /** "1.9 times your usual one" */
  lossSize: string | null;
  /** "in the same asset" */
  sameAsset: string | null;
  /** "2.3 times your usual size" */
  size: string | null;
  /** "4.1% below what you had paid on average" */
  belowCost: string | null;
  /** "4 wins in a row" */
  wins: string | null;
  /** "03:00", the hour that had begun */
  clock: string | null;
  /** "4% of your entries" */
  nightShare: string | null;
  /** "the 7th trade of the day" */
  dayTrade: string | null;
  /** "2.7" */
  usualTrades: string | null;
  /** "2.4 times as long as you hold your winners" */
  heldLong: string | null;
  /** "about 2.4 ATR below your entry": excursions are estimates from hourly bars */
  against: string | null;
  /** "about 31%" */
  captured: string | null;
  /** "1.8 ATR higher" */
  further: string | null;
};

export function tellBehaviour(figures: BehaviourFigures): BehaviourFacts {
  return {
    sinceLoss: tell(figures.minutes_since_loss, (minutes) => formatHeld(minutes / MINUTES_PER_HOUR)),
    lossSize: tell(figures.loss_vs_median, (ratio) => tellTimes(ratio, 'your usual one')),
    sameAsset: tell(figures.same_asset, (same) => (same === 1 ? 'in the same asset' : null)),
    size: tell(figures.notional_vs_median, (ratio) => tellTimes(ratio, 'your usual size')),
    belowCost: tell(figures.price_vs_average_cost, tellBelowCost),
    wins: tell(figures.wins_in_row, (wins) => (wins > 1 ? `${formatNumber(wins)} wins in a row` : null)),
    clock: tell(figures.local_hour, (hour) => `${String(hour).padStart(2, '0')}:00`),
    nightShare: tell(figures.night_share, tellNightShare),
    dayTrade: tell(figures.day_trades, (trades) => `the ${formatOrdinal(trades)} trade of the day`),
    usualTrades: tell(figures.day_trades_usual, tellUnlessZero),
    heldLong: tell(figures.held_vs_winners, (ratio) => tellTimes(ratio, 'as long as you hold your winners')),
    against: tell(figures.mae_atr, (atr) => tellAtr(atr, (size) => `about ${size} below your entry`)),
    captured: tell(figures.captured, tellCaptured),
    further: tell(figures.further_gain_atr, (atr) => tellAtr(atr, (size) => `${size} higher`)),
  };
}

function tell(figure: Figure, words: (value: number) => string | null): string | null {
  return figure.known ? words(figure.value) : null;
}

function tellTimes(ratio: number, what: string): string | null {
  const times = formatNumber(ratio);
  return ratio > 1 && times !== '1' ? `${times} times ${what}` : null;
}

function tellAtr(atr: number, words: (size: string) => string): string | null {
  const size = tellUnlessZero(atr);
  return size === null ? null : words(`${size} ATR`);
}

function tellUnlessZero(value: number): string | null {
  const size = formatNumber(value);
  return value > 0 && size !== '0' ? size : null;
}

function tellBelowCost(gap: number): string | null {
  const percent = formatPercent(gap);
  return gap < 0 && percent !== '0%' ? `${percent} below what you had paid on average` : null;
}

function tellNightShare(share: number): string {
  const percent = formatPercent(share);
  return `${percent === '0%' ? 'hardly any' : percent} of your entries`;
}

function tellCaptured(share: number): string | null {
  const percent = formatPercent(share);
  return share > 0 && percent !== '0%' ? `about ${percent}` : null;
}

import type { Figure } from '../features/unknown-reason.ts';
import type { BehaviourFigures } from '../history/behaviour-figures.ts';
import { formatHeld, formatNumber, formatOrdinal, formatPercent } from './format-figure.ts';

const MINUTES_PER_HOUR = 60;

/**
 * What a trade was beside the trader's own others, in words. null where the figure is not known, or does not show what its
 * words say ("1 times", "0% below"): a text then tells the rule without it. Put into words when asked for, as a text tells a few of them.
 */
export class BehaviourFacts {
  readonly #figures: BehaviourFigures;

  constructor(figures: BehaviourFigures) {
    this.#figures = figures;
  }

  /** "38 minutes" */
  get sinceLoss(): string | null {
    return tell(this.#figures.minutes_since_loss, (minutes) => formatHeld(minutes / MINUTES_PER_HOUR));
  }

  /** "1.9 times your usual one" */
  get lossSize(): string | null {
    return tell(this.#figures.loss_vs_median, (ratio) => tellTimes(ratio, 'your usual one'));
  }

  /** "in the same asset" */
  get sameAsset(): string | null {
    return tell(this.#figures.same_asset, (same) => (same === 1 ? 'in the same asset' : null));
  }

  /** "2.3 times your usual size" */
  get size(): string | null {
    return tell(this.#figures.notional_vs_median, (ratio) => tellTimes(ratio, 'your usual size'));
  }

  /** "4.1% below what you had paid on average" */
  get belowCost(): string | null {
    return tell(this.#figures.price_vs_average_cost, tellBelowCost);
  }

  /** "4 wins in a row" */
  get wins(): string | null {
    return tell(this.#figures.wins_in_row, (wins) =>
      wins > 1 ? `${formatNumber(wins)} wins in a row` : null,
    );
  }

  /** "03:00", the hour that had begun */
  get clock(): string | null {
    return tell(this.#figures.local_hour, (hour) => `${String(hour).padStart(2, '0')}:00`);
  }

  /** "4% of your entries" */
  get nightShare(): string | null {
    return tell(this.#figures.night_share, tellNightShare);
  }

  /** "the 7th trade of the day" */
  get dayTrade(): string | null {
    return tell(this.#figures.day_trades, (trades) => `the ${formatOrdinal(trades)} trade of the day`);
  }

  /** "2.7" */
  get usualTrades(): string | null {
    return tell(this.#figures.day_trades_usual, tellUnlessZero);
  }

  /** "2.4 times as long as you hold your winners" */
  get heldLong(): string | null {
    return tell(this.#figures.held_vs_winners, (ratio) =>
      tellTimes(ratio, 'as long as you hold your winners'),
    );
  }

  /** "about 2.4 ATR below your entry": excursions are estimates from hourly bars */
  get against(): string | null {
    return tell(this.#figures.mae_atr, (atr) => tellAtr(atr, (size) => `about ${size} below your entry`));
  }

  /** "about 31%" */
  get captured(): string | null {
    return tell(this.#figures.captured, tellCaptured);
  }

  /** "1.8 ATR higher" */
  get further(): string | null {
    return tell(this.#figures.further_gain_atr, (atr) => tellAtr(atr, (size) => `${size} higher`));
  }
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

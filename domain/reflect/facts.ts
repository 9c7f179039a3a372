import type { Condition, Verdict } from '../../contracts/features.ts';
import type { Features } from '../features/compute-features.ts';
import type { Figure } from '../features/unknown-reason.ts';
import type { BehaviourFigures } from '../history/behaviour-figures.ts';
import { splitSymbol } from '../history/product.ts';
import { BehaviourFacts } from './behaviour-facts.ts';
import { formatAmount, formatHeld, formatNumber, formatPercent } from './format-figure.ts';

const PARTIAL = ' on the part with a known cost';

type Told = {
  symbol: string;
  features: Features;
  figures: BehaviourFigures;
  verdicts: readonly Verdict[];
  /** The result is of the part of a sale whose cost is known. */
  partial: boolean;
};

/** A trade's features and figures in words. null where one is not known: a text then does without it. */
export class Facts extends BehaviourFacts {
  readonly #told: Told;

  constructor(told: Told) {
    super(told.figures);
    this.#told = told;
  }

  get symbol(): string {
    return this.#told.symbol;
  }

  /** "9.4% up on the day" */
  get day(): string | null {
    return tell(this.#told.features.pct_change_24h_before, tellDay);
  }

  /** "RSI at 74.2" */
  get rsi(): string | null {
    return tell(this.#told.features.RSI_14, (rsi) => `RSI at ${formatNumber(rsi)}`);
  }

  /** "the price at the top of its band" */
  get band(): string | null {
    return tell(this.#told.features.BB_pos, tellBand);
  }

  /** "7.2% below its three-day high" */
  get high(): string | null {
    return tell(this.#told.features.drawdown_recent, tellDrawdown);
  }

  /** "a loss of 12.50 USD", of a partly known basis with the words that it is not the whole */
  get result(): string | null {
    const { symbol, features, partial } = this.#told;
    return tell(
      features.pnl_exit,
      (pnl) => tellResult(pnl, splitSymbol(symbol).quote) + (partial ? PARTIAL : ''),
    );
  }

  /** "after 26.4 hours" */
  get held(): string | null {
    return tell(this.#told.features.held_hours, (hours) => `after ${formatHeld(hours)}`);
  }

  /**
   * "a loss of 4.8%", of the order with its slices so far. A label that is judged by the order is told by it: a later slice may have made a gain where
   * the order made a loss. In percent, as the figures have no money; null also for what rounds to nothing.
   */
  get orderResult(): string | null {
    const { features, figures, partial } = this.#told;
    const told = tell(figures.result_vs_entry, tellShare);
    // Of a slice without a known cost at all it is the result of those before it.
    return told && told + (partial || !features.pnl_exit.known ? PARTIAL : '');
  }

  /** "after 6.5 days", of the order with its slices so far */
  get orderHeld(): string | null {
    return tell(this.#told.figures.order_hours, (hours) => `after ${formatHeld(hours)}`);
  }

  /** "your own limit of 5% on a loss", the rule of the trader's own that a disciplined sale kept */
  get ruleKept(): string | null {
    const kept = this.#told.verdicts.find(({ label, met }) => label === 'DISCIPLINE' && met);
    const rules = kept?.conditions.flatMap((condition) => tellRule(condition) ?? []);
    return rules?.at(-1) ?? null;
  }

  /** "0.4% above its prior low" */
  get low(): string | null {
    return tell(this.#told.figures.support_gap, tellLow);
  }
}

function tell<V extends number | string>(
  figure: Figure<V>,
  words: (value: V) => string | null,
): string | null {
  return figure.known ? words(figure.value) : null;
}

/** A stop that was respected says more than the hours: it comes last. */
function tellRule({ name, met, threshold }: Condition): string | null {
  if (!met) return null;
  if (name === 'minHoldHours') return `your own minimum of ${formatHeld(threshold)}`;
  if (name === 'maxLossPctPerTrade') return `your own limit of ${formatPercent(threshold / 100)} on a loss`;
  return null;
}

function tellDay(change: number): string {
  const percent = formatPercent(change);
  if (percent === '0%') return 'flat on the day';
  return `${percent} ${change > 0 ? 'up' : 'down'} on the day`;
}

function tellBand(position: number): string {
  if (position > 1) return 'the price above its band';
  if (position >= 0.8) return 'the price at the top of its band';
  if (position < 0) return 'the price below its band';
  return position <= 0.2 ? 'the price at the bottom of its band' : 'the price inside its band';
}

function tellDrawdown(drawdown: number): string {
  const percent = formatPercent(drawdown);
  if (percent === '0%') return 'at its three-day high';
  return `${percent} ${drawdown > 0 ? 'below' : 'above'} its three-day high`;
}

function tellLow(gap: number): string {
  const percent = formatPercent(gap);
  if (percent === '0%') return 'at its prior low';
  return `${percent} ${gap > 0 ? 'above' : 'below'} its prior low`;
}

function tellResult(pnl: string, quote: string): string {
  if (!/[1-9]/.test(pnl)) return 'neither a gain nor a loss';
  return `${pnl.startsWith('-') ? 'a loss' : 'a gain'} of ${formatAmount(pnl, quote)} ${quote}`;
}

function tellShare(share: number): string | null {
  const percent = formatPercent(share);
  return percent === '0%' ? null : `${share < 0 ? 'a loss' : 'a gain'} of ${percent}`;
}

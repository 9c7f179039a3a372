import type { Condition, Verdict } from '../../contracts/features.ts';
import type { Facts } from './facts.ts';
import { formatNumber, formatPercent } from './format-figure.ts';

/** A trade that met all conditions of a rule but one, and that one is known. */
export type NearMiss = {
  label: 'FOMO' | 'PANIC';
  /** "8.6% up on the day with RSI at 79.5" */
  there: string;
  /** "the price was inside its band" */
  missing: string;
};

type Missed = { value: number; threshold: number };
type Sign = {
  there(facts: Facts): string | null;
  /** A clause. Where rounding makes figure and threshold look equal, it does not set one against the other. */
  missing(missed: Missed, facts: Facts): string;
};

/** "Two of the three signs": rules of another length would be told wrongly. */
const SIGNS_OF_A_RULE = 3;

const CHANGE: Sign = {
  there: ({ day }) => day,
  missing({ value, threshold }, { day }) {
    const [rise, wanted] = [formatPercent(value), formatPercent(threshold)];
    if (value <= 0 || rise === '0%') return `the price was ${day}`;
    return rise === wanted
      ? `the day's rise was just short of ${wanted}`
      : `the day's rise was ${rise}, short of ${wanted}`;
  },
};

const BAND: Sign = {
  there: ({ band }) => band,
  missing({ value }) {
    if (value < 0) return 'the price was below its band';
    return value <= 0.2 ? 'the price was at the bottom of its band' : 'the price was inside its band';
  },
};

const RESULT: Sign = {
  there: ({ result }) => result,
  missing: (_, { result }) => `the sale made ${result}`,
};

const DRAWDOWN: Sign = {
  there: ({ high }) => `the price ${high}`,
  missing({ value, threshold }, { high }) {
    const [fall, wanted] = [formatPercent(value), formatPercent(threshold)];
    if (value <= 0 || fall === '0%') return `the price was ${high}`;
    return fall === wanted
      ? `the price was just short of ${wanted} below its three-day high`
      : `the price was ${high}, short of ${wanted}`;
  },
};

const RSI: Sign = {
  there: ({ rsi }) => rsi,
  missing({ value, threshold }) {
    const side = value < threshold ? 'below' : 'above';
    const [index, wanted] = [formatNumber(value), formatNumber(threshold)];
    return index === wanted ? `RSI was just ${side} ${wanted}` : `RSI was ${index}, ${side} ${wanted}`;
  },
};

const SIGN_OF: Readonly<Record<string, Sign>> = {
  pct_change_24h_before: CHANGE,
  BB_pos: BAND,
  pnl_exit: RESULT,
  drawdown_recent: DRAWDOWN,
  RSI_14: RSI,
};

/** @returns null where no rule was missed by one known condition. */
export function nearMissOf(verdicts: readonly Verdict[], facts: Facts): NearMiss | null {
  for (const { label, applies, conditions } of verdicts) {
    if (!applies || (label !== 'FOMO' && label !== 'PANIC')) continue;
    const missing = tellMissing(conditions, facts);
    if (missing !== null) return { label, there: tellThere(conditions, facts), missing };
  }
  return null;
}

function tellMissing(conditions: readonly Condition[], facts: Facts): string | null {
  const [missed, ...others] = conditions.filter(({ met }) => !met);
  if (conditions.length !== SIGNS_OF_A_RULE || missed === undefined || others.length > 0) return null;
  if (missed.value === null) return null;
  const { name, value, threshold } = missed;
  return SIGN_OF[name]?.missing({ value: Number(value), threshold: Number(threshold) }, facts) ?? null;
}

function tellThere(conditions: readonly Condition[], facts: Facts): string {
  const there = conditions.filter(({ met }) => met).map(({ name }) => SIGN_OF[name]?.there(facts));
  return there.join(' with ');
}

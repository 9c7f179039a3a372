import type { RuleCheck } from '../../contracts/rules.ts';
import { labelTrade } from '../bias/label-trade.ts';
import type { Features } from '../features/compute-features.ts';
import type { Figure } from '../features/unknown-reason.ts';
import type { BehaviourFigures } from '../history/behaviour-figures.ts';
import type { Reflected } from '../reflect/write-reflection.ts';
import { tradeContext } from './contexts.ts';

/** A trade as the rules judge it, of which nothing stands out but what is given. */
export function reflected(
  side: 'BUY' | 'SELL',
  over: Partial<Features> = {},
  figuresOver: Partial<BehaviourFigures> = {},
  checks: readonly RuleCheck[] = [],
): Reflected {
  const context = tradeContext(side, over, figuresOver.support_gap, figuresOver);
  const { tags, verdicts, reason } = labelTrade(context, { checks });
  const { features, figures } = context;
  return {
    symbol: 'BTC-USD',
    side,
    ts: Date.UTC(2024, 4, 1, 12),
    label: tags[0]?.label ?? 'UNSCORED',
    features,
    figures,
    verdicts,
    partial: false,
    reason,
    outage: false,
  };
}

export function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/);
}

export type PrintedFigure = { text: string; value: number; half: number; before: string; after: string };

/** The figures of a text, each with the words after it; half is how far rounding may have moved one. */
export function printedFigures(text: string, symbol: string): PrintedFigure[] {
  const told = text.replaceAll(symbol, '');
  return [...told.matchAll(/(\d+(?:,\d{3})*(?:\.\d+)?)(:00)?/g)].map(
    ({ 0: whole, 1: digits = '', index }) => ({
      text: whole,
      value: Number(digits.replaceAll(',', '')),
      half: 0.5 * 10 ** -(digits.split('.')[1]?.length ?? 0),
      before: told.slice(0, index),
      after: told.slice(index + digits.length),
    }),
  );
}

/** Whether a printed figure is the one that the words after it name, with the sign that they give it. */
export function isTraced(figure: PrintedFigure, trade: Reflected): boolean {
  const source = isOrderResult(figure)
    ? orderResult
    : SOURCES.find(([words]) => words.test(figure.after))?.[1];
  return (source?.(trade) ?? []).some(
    (size) => Math.abs(size - figure.value) <= figure.half + 1e-12 * Math.abs(size),
  );
}

function isOrderResult({ before, after }: PrintedFigure): boolean {
  return / a (loss|gain) of $/.test(before) && after.startsWith('%');
}

function orderResult({ figures }: Reflected): number[] {
  return percent(figures.result_vs_entry).map(Math.abs);
}

/** What a figure is by the words after it; the first that fits counts. */
const SOURCES: readonly [RegExp, (trade: Reflected) => number[]][] = [
  [/^% up on the day/, ({ features }) => percent(features.pct_change_24h_before)],
  [/^% down on the day/, ({ features }) => minus(percent(features.pct_change_24h_before))],
  [/^% below its three-day high/, ({ features }) => percent(features.drawdown_recent)],
  [/^% above its three-day high/, ({ features }) => minus(percent(features.drawdown_recent))],
  [/^% above its prior low/, ({ figures }) => percent(figures.support_gap)],
  [/^% below its prior low/, ({ figures }) => minus(percent(figures.support_gap))],
  [/^% on a loss/, (trade) => thresholds(trade, 'maxLossPctPerTrade')],
  [/^% below what you had paid/, ({ figures }) => minus(percent(figures.price_vs_average_cost))],
  [/^% of (its|the) best gain/, ({ figures }) => percent(figures.captured)],
  [/^% of your entries/, ({ figures }) => percent(figures.night_share)],
  [/^%(, short of|[.;])/, nearMissed],
  [/^ times your usual one/, ({ figures }) => of(figures.loss_vs_median)],
  [/^ times your usual size/, ({ figures }) => of(figures.notional_vs_median)],
  [/^ times as long as you hold your winners/, ({ figures }) => of(figures.held_vs_winners)],
  [/^ ATR below your entry/, ({ figures }) => of(figures.mae_atr)],
  [/^ ATR higher/, ({ figures }) => of(figures.further_gain_atr)],
  [/^ wins in a row/, ({ figures }) => of(figures.wins_in_row)],
  [/^(st|nd|rd|th) trade of the day/, ({ figures }) => of(figures.day_trades)],
  [/^ on an average day/, ({ figures }) => of(figures.day_trades_usual)],
  [/^:00 at night/, ({ figures }) => of(figures.local_hour)],
  [/^ minutes?\b/, (trade) => hours(trade).map((one) => one * 60)],
  [/^ hours?\b/, hours],
  [/^ days?\b/, (trade) => hours(trade).map((one) => one / 24)],
  [/^ [A-Z]{3,}/, ({ features }) => of(features.pnl_exit).map(Math.abs)],
  [/^/, (trade) => [...of(trade.features.RSI_14), ...thresholds(trade, 'RSI_14')]],
];

function of(figure: Figure<number | string>): number[] {
  return figure.known ? [Number(figure.value)] : [];
}

function percent(figure: Figure): number[] {
  return of(figure).map((fraction) => fraction * 100);
}

function minus(values: number[]): number[] {
  return values.map((value) => -value);
}

const JUDGED_BY_ORDER: ReadonlySet<string> = new Set(['HELD_LOSER', 'GET_EVEN', 'DISCIPLINE']);

/** A sale was held for some time, a buy came some time after a loss. */
function hours(trade: Reflected): number[] {
  const { side, label, features, figures } = trade;
  const held = JUDGED_BY_ORDER.has(label) ? figures.order_hours : features.held_hours;
  return side === 'SELL'
    ? [...of(held), ...thresholds(trade, 'minHoldHours')]
    : of(figures.minutes_since_loss).map((one) => one / 60);
}

function nearMissed(trade: Reflected): number[] {
  const { pct_change_24h_before: day } = trade.features;
  const held = thresholds(trade, 'pct_change_24h_before', 'drawdown_recent').map((one) => one * 100);
  return [...percent(day), ...held];
}

function thresholds({ verdicts }: Reflected, ...names: string[]): number[] {
  const conditions = verdicts.flatMap((verdict) => verdict.conditions);
  return conditions.flatMap(({ name, threshold }) => (names.includes(name) ? [threshold] : []));
}

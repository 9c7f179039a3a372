import type { Insights } from '../../../../contracts/insights.ts';
import type { Label } from '../../../../contracts/labels.ts';
import type { MoneyMeasure } from '../../../../contracts/measure.ts';
import { formatCount, signOf } from '../../format/decimal.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { formatSize } from '../../format/money.ts';
import { couldBeChance } from './interval-scale.ts';

export type BiasCost = Insights['biasCosts'][number];
type KnownMoney = Extract<MoneyMeasure, { known: true }>;
export interface KnownCost extends BiasCost {
  cost: KnownMoney;
}

const LIST = new Intl.ListFormat('en');
/** Their rules ask for a loss, or for a gain: such a result is no finding. */
const OF_LOSSES: readonly Label[] = ['PANIC', 'HELD_LOSER'];
const OF_GAINS: readonly Label[] = ['EARLY_EXIT'];

/** The dearest first. Only for the order and the drawing do decimals become floats. */
export function sortKnown(costs: readonly BiasCost[]): KnownCost[] {
  return costs
    .flatMap((row) => (row.cost.known ? [{ ...row, cost: row.cost }] : []))
    .toSorted((a, b) => Number(a.cost.value) - Number(b.cost.value));
}

/** What was met most often comes first. */
export function sortUnknown(costs: readonly BiasCost[]) {
  return costs
    .flatMap((row) => (row.cost.known ? [] : [{ ...row, cost: row.cost }]))
    .toSorted((a, b) => b.tagged - a.tagged);
}

/** null: it has no interval. */
export function chanceOf(cost: KnownMoney): boolean | null {
  if (cost.low === undefined || cost.high === undefined) return null;
  return couldBeChance(Number(cost.low), Number(cost.high), 0);
}

/** 'Orders with this label came out 412.30 USD lower than the same number of your other orders.' A comparison; never a cause. */
export function tellBiasCost(row: KnownCost, currency: string): string {
  const sign = signOf(row.cost.value);
  const than = 'than the same number of your other orders';
  if (sign === 'flat') return 'Orders with this label came out like the same number of your other orders.';
  return `Orders with this label came out ${formatSize(row.cost.value, currency)} ${sign === 'loss' ? 'lower' : 'higher'} ${than}.`;
}

/** The answer to the whole page: which habits go with results below what chance makes. */
export function tellDearest(costs: readonly BiasCost[], currency: string): string {
  const known = sortKnown(costs);
  const dear = known.filter((row) => signOf(row.cost.value) === 'loss' && chanceOf(row.cost) === false);
  const [first] = dear;
  if (known.length === 0) return 'There are not enough orders yet to hold a habit against the rest.';
  if (first === undefined)
    return `No habit of yours goes with lower results than chance could make, of ${formatCount(known.length)} compared.`;
  const others = dear.slice(1).map(({ label }) => LABEL_TEXT[label].name);
  const more = others.length === 0 ? '' : ` So did ${LIST.format(others)}.`;
  return `Your ${formatCount(first.tagged)} ${LABEL_TEXT[first.label].name} orders came out ${formatSize(first.cost.value, currency)} lower than the same number of your other orders.${more}`;
}

/** 'Panic and Held loser are given to losing sales only, so that part of their figure is how they are defined.' '' where there is none. */
export function tellByDefinition(costs: readonly BiasCost[]): string {
  const known = sortKnown(costs).map(({ label }) => label);
  const tell = (labels: readonly Label[], sales: string) => {
    const names = known.filter((label) => labels.includes(label)).map((label) => LABEL_TEXT[label].name);
    if (names.length === 0) return [];
    const ending = names.length === 1 ? 'its figure is how it is' : 'their figure is how they are';
    return [
      `${LIST.format(names)} ${names.length === 1 ? 'is' : 'are'} given to ${sales} sales only, so that part of ${ending} defined.`,
    ];
  };
  return [...tell(OF_LOSSES, 'losing'), ...tell(OF_GAINS, 'winning')].join(' ');
}

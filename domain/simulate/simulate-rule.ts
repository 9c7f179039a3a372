import type { Decimal } from '../../contracts/decimal.ts';
import type { MoneyMeasure } from '../../contracts/measure.ts';
import type { RuleSimulation } from '../../contracts/rule-simulations.ts';
import type { RuleSpec } from '../../contracts/rules.ts';
import { percentileInterval, resample } from '../report/bootstrap.ts';
import { lacks, roundMoney } from '../report/measures.ts';
import { sumOf, toDecimal, toNumber, toUnits, type Units } from '../report/units.ts';
import { tellRuleAssumptions } from './rule-assumptions.ts';

/** What a rule would have done to an order, and what it made with and without. Money is net of fees, in one quote asset. */
export type RuledResult =
  | { kind: 'unchanged' }
  | { kind: 'changed'; net: Decimal; would: Decimal }
  /** Changed, and what it makes is not known yet. */
  | { kind: 'undecided' }
  | { kind: 'not_judged' };

export type RuledOrder = { symbol: string; result: RuledResult };

/** Fewer changed orders and a bootstrap only draws the same few again. */
const FEWEST_CHANGED = 10;

type Changed = { symbol: string; net: Units; would: Units };
type Told = Omit<RuleSimulation, 'currency' | 'from' | 'to'>;

/**
 * A rule over a period: how many of the orders that it speaks of it would have kept out or changed, what these made, what they would have made, how
 * often that is more and how often less. An observation of the past, each order by itself, and no forecast. The interval is that of a percentile
 * bootstrap (Efron 1979) over the changed orders.
 * @param seed an integer; the same one gives the same interval
 */
export function simulateRule(rule: RuleSpec, orders: readonly RuledOrder[], seed: number): Told {
  const changed = orders.flatMap(({ symbol, result }): Changed[] =>
    result.kind === 'changed' ? [{ symbol, net: toUnits(result.net), would: toUnits(result.would) }] : [],
  );
  const countOf = (kind: RuledResult['kind']) => orders.filter(({ result }) => result.kind === kind).length;
  const notJudged = countOf('not_judged');
  const bySymbol = Map.groupBy(orders, ({ symbol }) => symbol);
  return {
    kind: rule.kind,
    params: { ...rule.params },
    ...tally(orders, changed),
    difference: differenceOf(changed, seed),
    undecided: countOf('undecided'),
    notJudged,
    products: [...bySymbol]
      .map(([symbol, ofProduct]) => ({
        symbol,
        ...tally(
          ofProduct,
          changed.filter((one) => one.symbol === symbol),
        ),
      }))
      .sort((a, b) => b.changed - a.changed || (a.symbol < b.symbol ? -1 : 1)),
    assumptions: tellRuleAssumptions(rule, { notJudged, undecided: countOf('undecided') }),
  };
}

function tally(orders: readonly RuledOrder[], changed: readonly Changed[]) {
  const helped = changed.filter(({ net, would }) => would > net).length;
  const hurt = changed.filter(({ net, would }) => would < net).length;
  return {
    orders: orders.filter(({ result }) => result.kind !== 'not_judged').length,
    changed: changed.length,
    helped,
    hurt,
    same: changed.length - helped - hurt,
    net: toDecimal(sumOf(changed.map(({ net }) => net))),
    would: toDecimal(sumOf(changed.map(({ would }) => would))),
  };
}

function differenceOf(changed: readonly Changed[], seed: number): MoneyMeasure {
  const few = lacks('orders that the rule would have changed', changed.length, FEWEST_CHANGED);
  if (few) return few;
  const differences = changed.map(({ net, would }) => would - net);
  const { totals } = resample(
    {
      values: Float64Array.from(differences, toNumber),
      groups: new Uint16Array(changed.length),
      groupCount: 1,
    },
    seed,
  );
  const { low, high } = percentileInterval(totals);
  return {
    known: true,
    value: toDecimal(sumOf(differences)),
    n: changed.length,
    low: roundMoney(low),
    high: roundMoney(high),
  };
}

import BigJs, { type Big } from 'big.js';
import type { Insights } from '../../contracts/insights.ts';
import type { MoneyMeasure } from '../../contracts/measure.ts';
import type { Side } from '../../contracts/side.ts';
import { percentileInterval, type Resamples, ROUNDS, resample } from './bootstrap.ts';
import { BEHAVIOURS, bitsOf } from './labels.ts';
import { lacks, roundMoney } from './measures.ts';
import type { Order, OrderResult } from './orders.ts';
import { sumOf, toDecimal, toNumber } from './units.ts';

/** Fewer tagged orders and a bootstrap only draws the same few results again. */
const FEWEST_TAGGED = 10;
/** The mean that tagged orders are held against; as of expectancy. */
const FEWEST_OTHERS = 20;
const SIDES: readonly Side[] = ['BUY', 'SELL'];

type Judged = Order & { result: OrderResult };

/** The orders of one side that have a result; a buy's is not of the same kind as a sale's. */
type Stratum = {
  side: Side;
  orders: readonly Judged[];
  /** What the groups of its resamples are tagged with. */
  tags: readonly number[];
  resamples: Resamples;
};

/** What a label splits a stratum into. */
type Split = { tagged: readonly Judged[]; others: readonly Judged[]; stratum: Stratum };

/**
 * What each behaviour cost: Σ result of the tagged − their number × mean result of the others of the same side, added
 * up over the sides on which it was met. An observation, never called causal. The interval is the bootstrap's percentiles, of
 * orders drawn anew within each side, for all labels at once.
 * @param seed an integer; the same one gives the same intervals
 */
export function measureBiasCosts(orders: readonly Order[], seed: number): Insights['biasCosts'] {
  const strata = SIDES.map((side, n) => openStratum(side, orders, seed + n));
  return BEHAVIOURS.flatMap((label) => {
    const bit = bitsOf([label]);
    if (orders.every(({ labels }) => (labels & bit) === 0)) return [];
    const splits = strata.map((stratum) => split(stratum, bit)).filter((one) => one.tagged.length > 0);
    const tagged = splits.reduce((sum, one) => sum + one.tagged.length, 0);
    const others = splits.reduce((sum, one) => sum + one.others.length, 0);
    return [{ label, tagged, others, cost: costOf(splits, tagged, bit) }];
  });
}

function openStratum(side: Side, all: readonly Order[], seed: number): Stratum {
  const orders = all.filter((order): order is Judged => order.side === side && order.result !== null);
  const tags = [...new Set(orders.map(({ labels }) => labels))];
  const groupOf = new Map(tags.map((labels, group) => [labels, group]));
  const population = {
    values: Float64Array.from(orders, ({ result }) => toNumber(result.net)),
    groups: Uint16Array.from(orders, ({ labels }) => groupOf.get(labels) ?? 0),
    groupCount: tags.length,
  };
  return { side, orders, tags, resamples: resample(population, seed) };
}

function split(stratum: Stratum, bit: number): Split {
  const isTagged = ({ labels }: Judged) => (labels & bit) !== 0;
  return {
    tagged: stratum.orders.filter(isTagged),
    others: stratum.orders.filter((order) => !isTagged(order)),
    stratum,
  };
}

function costOf(splits: readonly Split[], tagged: number, bit: number): MoneyMeasure {
  const fewestOthers = Math.min(...splits.map(({ others }) => others.length));
  const few =
    lacks('orders with it', tagged, FEWEST_TAGGED) ??
    lacks('orders without it to compare with', fewestOthers, FEWEST_OTHERS);
  if (few) return few;
  const cost = splits.reduce((sum, one) => sum.plus(pointEstimate(one)), new BigJs('0'));
  const estimates = new Float64Array(ROUNDS);
  for (const { stratum } of splits) addEstimates(estimates, stratum, bit);
  const { low, high } = percentileInterval(estimates);
  return { known: true, value: roundMoney(cost), n: tagged, low: roundMoney(low), high: roundMoney(high) };
}

function pointEstimate({ tagged, others }: Split): Big {
  const netOf = (orders: readonly Judged[]) =>
    new BigJs(toDecimal(sumOf(orders.map(({ result }) => result.net))));
  return netOf(tagged).minus(netOf(others).times(tagged.length).div(others.length));
}

/** The same of each round. One that drew none of the others has no mean: of 20 or more that does not happen, and it is left at 0. */
function addEstimates(estimates: Float64Array, { orders, tags, resamples }: Stratum, bit: number): void {
  const { sums, counts, totals } = resamples;
  const groups = tags.flatMap((labels, group) => ((labels & bit) === 0 ? [] : [group]));
  for (let round = 0; round < ROUNDS; round += 1) {
    let [net, count] = [0, 0];
    for (const group of groups) {
      const cell = round * tags.length + group;
      net += sums[cell] ?? 0;
      count += counts[cell] ?? 0;
    }
    const others = orders.length - count;
    if (others === 0) continue;
    const mean = ((totals[round] ?? 0) - net) / others;
    estimates[round] = (estimates[round] ?? 0) + net - count * mean;
  }
}

import BigJs, { type Big } from 'big.js';
import type { Insights } from '../../contracts/insights.ts';
import type { MoneyMeasure } from '../../contracts/measure.ts';
import type { Side } from '../../contracts/side.ts';
import { percentileInterval, ROUNDS } from './bootstrap.ts';
import { apartFrom } from './count-once.ts';
import { BEHAVIOURS, bitsOf } from './labels.ts';
import { lacks, roundMoney } from './measures.ts';
import type { Order } from './orders.ts';
import { drawSide, drawWithSales, type Judged, type Stratum } from './strata.ts';
import { sumOf, toDecimal } from './units.ts';

/** Fewer tagged orders and a bootstrap only draws the same few results again. */
const FEWEST_TAGGED = 10;
/** The mean that tagged orders are held against; as of expectancy. */
const FEWEST_OTHERS = 20;
const SIDES: readonly Side[] = ['BUY', 'SELL'];

/** What a label splits a stratum into. */
type Split = { tagged: readonly Judged[]; others: readonly Judged[]; stratum: Stratum };

/**
 * What each behaviour cost: Σ result of the tagged − their number × mean result of the others of the same side, added
 * up over the sides on which it was met. What a tagged sale realised counts with the sale, and with no buy. An observation, never called causal. The
 * interval is the bootstrap's percentiles, of orders drawn anew: of a label that was met on one side within it, for all such labels at once; of one that
 * was met on both, each buy together with the sale that realised most of it.
 * @param seed an integer; the same one gives the same intervals
 */
export function measureBiasCosts(orders: readonly Order[], seed: number): Insights['biasCosts'] {
  const bySide = SIDES.map((side, n) => drawSide(side, orders, seed + n));
  return BEHAVIOURS.flatMap((label) => {
    const bit = bitsOf([label]);
    const tagged = orders.filter(({ labels }) => (labels & bit) !== 0);
    if (tagged.length === 0) return [];
    const strata = isOnBothSides(tagged) ? drawOnce(orders, tagged, seed) : bySide;
    const splits = strata.map((stratum) => split(stratum, bit)).filter((one) => one.tagged.length > 0);
    const count = splits.reduce((sum, one) => sum + one.tagged.length, 0);
    const others = splits.reduce((sum, one) => sum + one.others.length, 0);
    return [{ label, tagged: count, others, cost: costOf(splits, count, bit) }];
  });
}

function isOnBothSides(tagged: readonly Order[]): boolean {
  return SIDES.every((side) => tagged.some((order) => order.side === side));
}

function drawOnce(orders: readonly Order[], tagged: readonly Order[], seed: number): Stratum[] {
  const sales = new Set(tagged.flatMap(({ id, side }) => (side === 'SELL' ? [id] : [])));
  return drawWithSales(apartFrom(orders, sales), seed);
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
function addEstimates(estimates: Float64Array, { groups, draws }: Stratum, bit: number): void {
  const { sums, counts, width } = draws;
  for (let round = 0; round < ROUNDS; round += 1) {
    let [taggedNet, tagged, othersNet, others] = [0, 0, 0, 0];
    for (const { labels, place } of groups) {
      const cell = round * width + place;
      if ((labels & bit) === 0) {
        othersNet += sums[cell] ?? 0;
        others += counts[cell] ?? 0;
      } else {
        taggedNet += sums[cell] ?? 0;
        tagged += counts[cell] ?? 0;
      }
    }
    if (others === 0) continue;
    estimates[round] = (estimates[round] ?? 0) + taggedNet - tagged * (othersNet / others);
  }
}

import type { Insights } from '../../../../contracts/insights.ts';
import type { Measure } from '../../../../contracts/measure.ts';
import { formatCount } from '../../format/decimal.ts';
import { tellMissing } from '../../format/measure.ts';
import { formatShare } from '../../format/number.ts';
import { formatRatio } from './figures.ts';
import { count, type InsightView, type Known } from './insight-view.ts';

/** Buys into a run, against how often the market ran. */
export function viewFomo(fomo: Insights['fomo']): InsightView {
  const { share, baseRate, lift } = fomo;
  const alone = share.known ? ` ${formatShare(share.value)} of your buys met the FOMO rule.` : '';
  return {
    sentence: lift.known ? tellLift(lift, baseRate) : `${tellMissing(lift)}.${alone}`,
    known: lift.known,
    drawn: lift.known
      ? { kind: 'ratio', measure: lift, less: 'less than the market', more: 'more than the market' }
      : null,
    meaning: 'In a rising market many hours are hot, so that the share of your buys alone says little.',
    counting:
      'The share of your buys that meet the FOMO rule with everybody’s thresholds, over the share of all hours of the same products and months that meet it. A measure of our own.',
    source: null,
  };
}

/** Entries that follow a loss too fast and too large. */
export function viewRevenge(revenge: Insights['revenge']): InsightView {
  const { rate, afterLoss } = revenge;
  return {
    sentence: tellRevenge(rate, afterLoss),
    known: rate.known,
    drawn: afterLoss.known
      ? { kind: 'share', measure: afterLoss, less: 'none of them', more: 'all of them' }
      : null,
    meaning:
      afterLoss.known && rate.known
        ? `Of all your entries it is ${formatShare(rate.value)}, ${count(rate.n)}; a share has no neutral value to be held against.`
        : 'It takes entries soon after a loss to say what a loss does to the next entry.',
    counting:
      'Entries within 60 minutes after a loss larger than your median loss, 1.5 times your usual size or in the same product.',
    source:
      'Coval & Shumway 2005, “Do behavioral biases affect prices?”, Journal of Finance 60 (1), on traders after losses. The interval is Wilson’s, 1927.',
  };
}

/** Whether what has fallen since its sale is bought back more readily than what has risen. */
export function viewRebuy(regretRebuy: Insights['regretRebuy']): InsightView {
  const { fallen, risen, ratio } = regretRebuy;
  return {
    sentence: ratio.known ? tellRebuy(ratio, fallen, risen) : `${tellMissing(ratio)}.`,
    known: ratio.known,
    drawn: ratio.known
      ? { kind: 'ratio', measure: ratio, less: 'what has risen', more: 'what has fallen' }
      : null,
    meaning:
      'Buying back only below the price one sold at spares regret; whether it pays is another question.',
    counting:
      'At each entry, of what you sold in the 30 days before: the share bought again of what has fallen since, over that of what has risen.',
    source:
      'Strahilevitz, Odean & Barber 2011, “Once burned, twice shy”, Journal of Marketing Research 48. The interval is that of a ratio of two shares (Katz et al. 1978).',
  };
}

function tellLift(lift: Known, baseRate: Measure): string {
  const n = count(lift.n);
  const told = baseRate.known
    ? `: ${formatShare(lift.value * baseRate.value)} of your buys against ${formatShare(baseRate.value)} of all hours`
    : '';
  if (lift.value === 0) return `None of your buys fell into a hot run, ${n}.`;
  if (formatRatio(lift.value) === '1')
    return `You buy into hot runs as often as the market has them${told}, ${n}.`;
  return `You buy into hot runs ${formatRatio(lift.value)} times as often as the market has them${told}, ${n}.`;
}

function tellRevenge(rate: Measure, afterLoss: Measure): string {
  if (!rate.known) return `${tellMissing(rate)}.`;
  if (rate.value === 0) return `None of your entries was a revenge entry, ${count(rate.n)}.`;
  if (afterLoss.known) {
    return `Of your entries within an hour after a loss, ${formatShare(afterLoss.value)} were revenge entries, ${count(afterLoss.n)}.`;
  }
  const missing = `${formatCount(afterLoss.n)} of ${formatCount(afterLoss.minimum)} so far`;
  return `${formatShare(rate.value)} of your entries were revenge entries, ${count(rate.n)}. Entries soon after a loss are too few to tell apart: ${missing}.`;
}

function tellRebuy(ratio: Known, fallen: Measure, risen: Measure): string {
  const n = count(ratio.n);
  const [of, against] = ratio.value >= 1 ? [fallen, risen] : [risen, fallen];
  const told =
    of.known && against.known ? `: ${formatShare(of.value)} against ${formatShare(against.value)}` : '';
  if (ratio.value === 0) return `You bought back nothing that had fallen since you sold it${told}, ${n}.`;
  if (formatRatio(ratio.value) === '1')
    return `You buy back what has fallen and what has risen about as readily${told}, ${n}.`;
  return ratio.value > 1
    ? `You buy back what has fallen ${formatRatio(ratio.value)} times as readily as what has risen${told}, ${n}.`
    : `You buy back what has risen ${formatRatio(1 / ratio.value)} times as readily as what has fallen${told}, ${n}.`;
}

import type { Insights } from '../../../../contracts/insights.ts';
import type { Measure } from '../../../../contracts/measure.ts';
import { tellMissing } from '../../format/measure.ts';
import { formatShare } from '../../format/number.ts';
import { formatHeld } from '../../format/time.ts';
import { formatRatio } from './figures.ts';
import { count, type InsightView, type Known } from './insight-view.ts';

/** Whether winners are sold more readily than losers. */
export function viewDisposition(disposition: Insights['disposition']): InsightView {
  const { pgr, plr, effect, ratio } = disposition;
  return {
    sentence: effect.known ? tellDisposition(effect, ratio, shares(pgr, plr)) : `${tellMissing(effect)}.`,
    known: effect.known,
    drawn: effect.known
      ? { kind: 'difference', measure: effect, less: 'losers more readily', more: 'winners more readily' }
      : null,
    meaning: 'Taking gains early while keeping losses is called the disposition effect.',
    counting:
      'At each sale: of the winners you held, by price and before fees, the share that you sold (PGR), less the same share of the losers (PLR); n counts all of them.',
    source:
      'Odean 1998, “Are investors reluctant to realize their losses?”, Journal of Finance 53 (5). The interval is 1.96 of his standard errors to either side.',
  };
}

/** Whether losers are held longer than winners. */
export function viewHoldTime(holdTime: Insights['holdTime']): InsightView {
  const { winners, losers, ratio } = holdTime;
  return {
    sentence: ratio.known ? tellHoldTime(ratio, winners, losers) : `${tellMissing(ratio)}.`,
    known: ratio.known,
    drawn: ratio.known
      ? { kind: 'ratio', measure: ratio, less: 'winners longer', more: 'losers longer' }
      : null,
    meaning: 'Losers that are held longer than winners wait for their price to come back.',
    counting: 'The median time from buy to sale of your losers, over that of your winners.',
    source:
      'Locke & Mann 2005, “Professional trader discipline and trade disposition”, Journal of Financial Economics 76 (2).',
  };
}

function tellDisposition(effect: Known, ratio: Measure, told: string): string {
  const n = count(effect.n);
  const times = ratio.known && ratio.value > 0 ? ratio.value : null;
  // Of one kind none was sold: there is no 'how many times'.
  if (times === null && effect.value === 0) return `You sold neither winners nor losers that you held, ${n}.`;
  if (times === null) {
    return `You sell ${effect.value > 0 ? 'winners and keep losers' : 'losers and keep winners'}${told}, ${n}.`;
  }
  if (formatRatio(times) === '1') return `You sell winners and losers about as readily${told}, ${n}.`;
  return times > 1
    ? `You sell winners ${formatRatio(times)} times as readily as losers${told}, ${n}.`
    : `You sell losers ${formatRatio(1 / times)} times as readily as winners${told}, ${n}.`;
}

function shares(pgr: Measure, plr: Measure): string {
  if (!pgr.known || !plr.known) return '';
  return `: ${formatShare(pgr.value)} of the winners you held against ${formatShare(plr.value)} of the losers`;
}

function tellHoldTime(ratio: Known, winners: Measure, losers: Measure): string {
  const n = count(ratio.n);
  const [of, against] = ratio.value >= 1 ? [losers, winners] : [winners, losers];
  const told =
    of.known && against.known ? `: ${formatHeld(of.value)} against ${formatHeld(against.value)}` : '';
  if (formatRatio(ratio.value) === '1') return `You hold winners and losers about as long${told}, ${n}.`;
  if (ratio.value === 0) return `You hold losers for no time at all${told}, ${n}.`;
  return ratio.value > 1
    ? `You hold losers ${formatRatio(ratio.value)} times as long as winners${told}, ${n}.`
    : `You hold winners ${formatRatio(1 / ratio.value)} times as long as losers${told}, ${n}.`;
}

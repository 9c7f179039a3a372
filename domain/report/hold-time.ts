import type { Insights } from '../../contracts/insights.ts';
import type { Measure } from '../../contracts/measure.ts';
import { lacks, medianOf, notEnough } from './measures.ts';
import type { Trade } from './orders.ts';

/** A median of fewer moves by a rank with each. */
const FEWEST_OF_A_KIND = 10;

/** Median hours that winners and losers were held; sales whose time of purchase is not known are left out. */
export function measureHoldTime(trades: readonly Trade[]): Insights['holdTime'] {
  const hoursOf = (kind: Trade['result']['kind']) =>
    trades.flatMap(({ result, heldHours }) =>
      result.kind === kind && heldHours !== null ? [heldHours] : [],
    );
  const winners = median('winners', hoursOf('win'));
  const losers = median('losers', hoursOf('loss'));
  return { winners, losers, ratio: ratio(losers, winners) };
}

function median(what: string, hours: readonly number[]): Measure {
  const few = lacks(what, hours.length, FEWEST_OF_A_KIND);
  return few ?? { known: true, value: medianOf(hours), n: hours.length };
}

function ratio(losers: Measure, winners: Measure): Measure {
  if (!losers.known) return losers;
  if (!winners.known) return winners;
  if (winners.value === 0)
    return notEnough('winners were sold as they were bought', winners.n, FEWEST_OF_A_KIND);
  return { known: true, value: losers.value / winners.value, n: losers.n + winners.n };
}

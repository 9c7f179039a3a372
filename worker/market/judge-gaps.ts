import type { Bar, BrokerFailure } from '../brokers/port.ts';
import { fail, ok, type Result } from '../result.ts';
import type { AskedSpan } from './check-bars.ts';

const HOUR_S = 3600;

/** Full hours without a bar, [fromS, untilS). */
export interface Stretch {
  fromS: number;
  untilS: number;
}

/** What is known of the product beside the answer: whether the month before, and the one after, has a bar in nearly every hour. */
export interface Neighbours {
  before: boolean;
  after: boolean;
}

/** A product with a bar in nine of ten hours is traded all the time. */
const BUSY_SHARE = 0.9;
/** Over so many hours next to a stretch it is judged. */
const LOOK_HOURS = 72;
const FEWEST_BARS = 24;
const QUIET_HOURS = 12;
/** Venues have been down for two days, and came back. */
const LONGEST_HALT_HOURS = 7 * 24;
/** What a source does not have at once it may have later. */
const RECENT_HOURS = 48;
/** A venue may take a moment to tell the hour that has just ended. */
const SETTLING_S = 180;
/** Who waits for the hour that has just ended looks again after this. */
const SETTLING_WAIT_MS = 5_000;

/**
 * Hours without a trade have no bar: that is a gap, and the domain fills it. A source that answers short looks the same. It is told by the hours
 * around a stretch without bars: where a product is traded all the time, this judges
 *
 * - the last hours, while the newest of them ended less than three minutes ago and none of the day before lacks its bar: not told yet, an outage of
 *   seconds;
 * - twelve hours and more that reach into the last two days: an outage;
 * - seven days and more with trading on both sides: an outage;
 * - any other twelve hours and more: doubtful, to be asked for once more by themselves. Still nothing: a gap.
 *
 * @param bars checked, sorted, those that were known before and those around the span included
 * @param span what must be covered
 */
export function judgeGaps(
  bars: readonly Bar[],
  span: AskedSpan,
  neighbours: Neighbours,
): Result<Stretch[], BrokerFailure> {
  const doubtful: Stretch[] = [];
  for (const stretch of stretchesWithout(bars, span)) {
    const { fromS, untilS } = stretch;
    const isSettling = untilS === span.endS && span.nowS - untilS < SETTLING_S;
    const hours = (untilS - fromS) / HOUR_S;
    if (hours < QUIET_HOURS && !isSettling) continue;
    const before =
      isBusyBefore(bars, fromS) || (neighbours.before && !bars.some(({ start }) => start < fromS));
    const after =
      isBusyAfter(bars, untilS) || (neighbours.after && !bars.some(({ start }) => start >= untilS));
    if (!before && !after) continue;
    if (isSettling && isComplete(bars, fromS)) {
      return outage('The hour that has just ended is not told yet.', SETTLING_WAIT_MS);
    }
    if (hours < QUIET_HOURS) continue;
    if (before && !after && untilS > span.nowS - RECENT_HOURS * HOUR_S) {
      return outage('The last bars are missing.', null);
    }
    if (before && after && hours >= LONGEST_HALT_HOURS) {
      return outage('A week between other bars is missing.', null);
    }
    doubtful.push(stretch);
  }
  return ok(doubtful);
}

function outage(detail: string, retryAfterMs: number | null) {
  return fail<BrokerFailure>({ kind: 'unavailable', retryAfterMs, detail });
}

function stretchesWithout(bars: readonly Bar[], { startS, endS }: AskedSpan): Stretch[] {
  const stretches: Stretch[] = [];
  let nextS = startS;
  for (const { start } of bars) {
    if (start < startS || start >= endS) continue;
    if (start > nextS) stretches.push({ fromS: nextS, untilS: start });
    nextS = start + HOUR_S;
  }
  if (nextS < endS) stretches.push({ fromS: nextS, untilS: endS });
  return stretches;
}

/** Whether the 24 hours before all have their bar. */
function isComplete(bars: readonly Bar[], untilS: number): boolean {
  const dayS = 24 * HOUR_S;
  return bars.filter(({ start }) => start < untilS && start >= untilS - dayS).length === 24;
}

function isBusyBefore(bars: readonly Bar[], untilS: number): boolean {
  return isBusy(bars.filter(({ start }) => start < untilS && start >= untilS - LOOK_HOURS * HOUR_S));
}

function isBusyAfter(bars: readonly Bar[], fromS: number): boolean {
  return isBusy(bars.filter(({ start }) => start >= fromS && start < fromS + LOOK_HOURS * HOUR_S));
}

function isBusy(near: readonly Bar[]): boolean {
  const [first, last] = [near[0], near.at(-1)];
  if (!first || !last || near.length < FEWEST_BARS) return false;
  return near.length >= BUSY_SHARE * ((last.start - first.start) / HOUR_S + 1);
}

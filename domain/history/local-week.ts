import type { Zone } from './local-time.ts';

const DAY_MS = 86_400_000;
const DAYS_PER_WEEK = 7;
/** No zone was ever further from UTC than 15 h 14 min. */
const FURTHEST_OFFSET_MS = 16 * 3_600_000;

/** From Monday 00:00 to the next Monday 00:00 on a trader's clock, as milliseconds UTC; `end` is not in it. An hour more or less where clocks change. */
export type Week = { start: number; end: number };

/** The week that a time lies in. */
export function weekOf(zone: Zone, ts: number): Week {
  const monday = zone.dayNumberOf(ts) - (zone.weekdayOf(ts) - 1);
  return weekFrom(zone, monday);
}

/** The last week that is over at a time: one that ends at that very instant is. */
export function endedWeek(zone: Zone, at: number): Week {
  const monday = zone.dayNumberOf(at) - (zone.weekdayOf(at) - 1);
  return weekFrom(zone, monday - DAYS_PER_WEEK);
}

/** The week before one that begins then. */
export function weekBefore(zone: Zone, { start }: Week): Week {
  return endedWeek(zone, start);
}

/**
 * The instant at which a day of the local calendar begins. Where clocks go forward over midnight, that is when they do: 01:00, or whatever they show
 * then; where a day was skipped, when the next one begins.
 * @param day days since 1970-01-01 of the local calendar
 */
export function startOfLocalDay(zone: Zone, day: number): number {
  let before = day * DAY_MS - FURTHEST_OFFSET_MS;
  let since = day * DAY_MS + FURTHEST_OFFSET_MS;
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (zone.dayNumberOf(middle) < day) before = middle;
    else since = middle;
  }
  return since;
}

function weekFrom(zone: Zone, monday: number): Week {
  return { start: startOfLocalDay(zone, monday), end: startOfLocalDay(zone, monday + DAYS_PER_WEEK) };
}

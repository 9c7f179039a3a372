const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** A trader's wall clock. Times are milliseconds UTC; days, months and weeks are those of the zone's own calendar. */
export type Zone = {
  /** YYYY-MM-DD */
  dayOf(ts: number): string;
  /** Days since 1970-01-01 of the local calendar. */
  dayNumberOf(ts: number): number;
  /** 0 to 23. */
  hourOf(ts: number): number;
  /** Whole minutes since midnight on the clock, 0 to 1439. */
  minuteOf(ts: number): number;
  /** 1 is Monday, 7 is Sunday. */
  weekdayOf(ts: number): number;
  /** YYYY-MM */
  monthOf(ts: number): string;
  /** The Monday of the week, YYYY-MM-DD. */
  mondayOf(ts: number): string;
};

/**
 * Opens a zone's calendar. Intl is asked once for each day of UTC that is looked at, and some thirty times more for a day on
 * which clocks change; no zone changes its clocks and back within a day.
 * @param timezone an IANA name; throws a RangeError for one that Intl does not know
 */
export function openZone(timezone: string): Zone {
  const offsetAt = openOffsets(timezone);
  const local = (ts: number) => ts + offsetAt(ts);
  const dayNumberOf = (ts: number) => Math.floor(local(ts) / DAY_MS);
  const written = new Map<number, string>();

  function writeOnce(day: number): string {
    const text = written.get(day) ?? writeDay(day);
    written.set(day, text);
    return text;
  }

  const dayOf = (ts: number) => writeOnce(dayNumberOf(ts));
  return {
    dayOf,
    dayNumberOf,
    hourOf: (ts) => Math.floor(modulo(local(ts), DAY_MS) / HOUR_MS),
    minuteOf: (ts) => Math.floor(modulo(local(ts), DAY_MS) / MINUTE_MS),
    weekdayOf: (ts) => daysSinceMonday(dayNumberOf(ts)) + 1,
    monthOf: (ts) => dayOf(ts).slice(0, 7),
    mondayOf(ts) {
      const day = dayNumberOf(ts);
      return writeOnce(day - daysSinceMonday(day));
    },
  };
}

/** A day of UTC: `before` is the offset until `changesAt`, `after` from there on. */
type DayOffsets = { changesAt: number; before: number; after: number };

function openOffsets(timezone: string): (ts: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  const days = new Map<number, DayOffsets>();
  const ask = (ts: number) => readOffset(format.format(ts));

  function look(day: number): DayOffsets {
    const [start, end] = [day * DAY_MS, (day + 1) * DAY_MS];
    const before = days.get(day - 1)?.after ?? ask(start);
    const after = ask(end);
    return { changesAt: before === after ? end : findChange(start, end, before), before, after };
  }

  function findChange(start: number, end: number, before: number): number {
    let [low, high] = [start, end];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (ask(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  return (ts) => {
    const day = Math.floor(ts / DAY_MS);
    let offsets = days.get(day);
    if (offsets === undefined) {
      offsets = look(day);
      days.set(day, offsets);
    }
    return ts < offsets.changesAt ? offsets.before : offsets.after;
  };
}

/** "1/2/2019, GMT+05:45" is 20,700,000; "GMT" alone is 0. */
function readOffset(text: string): number {
  const [, sign, hours, minutes, seconds] = OFFSET.exec(text) ?? [];
  const size = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === '-' ? -size : size;
}

/** 1970-01-01 was a Thursday. */
function daysSinceMonday(day: number): number {
  return modulo(day + 3, 7);
}

function writeDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}

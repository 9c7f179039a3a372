const MS_PER_DAY = 86_400_000;

/** The calendar day (YYYY-MM-DD) of an instant on a time zone's clock. */
export function dayOf(time: string | number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return format.format(new Date(time));
}

/** The instant at which a calendar day (YYYY-MM-DD) begins in a time zone, or undefined if it is no day. */
export function startOfDay(day: string, timeZone: string): string | undefined {
  const midnight = utcMidnight(day);
  if (midnight === undefined) return undefined;
  // Twice: the offset is looked up at a guess, and the guess may lie on the other side of a clock change.
  const guess = midnight - offsetMs(midnight, timeZone);
  return new Date(midnight - offsetMs(guess, timeZone)).toISOString();
}

/** The last millisecond of a calendar day in a time zone. */
export function endOfDay(day: string, timeZone: string): string | undefined {
  const midnight = utcMidnight(day);
  if (midnight === undefined) return undefined;
  const next = startOfDay(new Date(midnight + MS_PER_DAY).toISOString().slice(0, 10), timeZone);
  return next === undefined ? undefined : new Date(Date.parse(next) - 1).toISOString();
}

function utcMidnight(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** How far the zone's clock is ahead of UTC at an instant. */
function offsetMs(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(time / 1_000) * 1_000;
}

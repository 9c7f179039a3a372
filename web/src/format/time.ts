const DATE_TIME = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;
const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
const SHORT_DAY = { day: 'numeric', month: 'short' } as const;
const TIME = { hour: '2-digit', minute: '2-digit' } as const;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Found again by its name and zone: Intl takes long to make one. */
export function formatter(
  name: string,
  options: Intl.DateTimeFormatOptions,
  timeZone: string,
): Intl.DateTimeFormat {
  const key = `${name} ${timeZone}`;
  const held = formatters.get(key);
  if (held !== undefined) return held;
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  formatters.set(key, made);
  return made;
}

export function formatDateTime(ts: string, timeZone: string): string {
  return formatter('date-time', DATE_TIME, timeZone).format(new Date(ts));
}

/** With the zone's name, for titles: there is no doubt then which noon is meant. */
export function formatAbsolute(ts: string, timeZone: string): string {
  const options = { ...DATE_TIME, second: '2-digit', timeZoneName: 'short' } as const;
  return formatter('absolute', options, timeZone).format(new Date(ts));
}

export function formatDay(ts: string, timeZone: string): string {
  return formatter('day', DAY, timeZone).format(new Date(ts));
}

export function formatShortDay(ts: string, timeZone: string): string {
  return formatter('short-day', SHORT_DAY, timeZone).format(new Date(ts));
}

export function formatTime(ts: string, timeZone: string): string {
  return formatter('time', TIME, timeZone).format(new Date(ts));
}

/** The hour of the day, 0 to 23, on the trader's own clock. */
export function hourOf(ts: string, timeZone: string): number {
  return Number(formatter('hour', { hour: '2-digit', hourCycle: 'h23' }, timeZone).format(new Date(ts)));
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });
const SPANS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function formatRelative(ts: string, now: number): string {
  const seconds = (Date.parse(ts) - now) / 1_000;
  for (const [unit, length] of SPANS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return 'just now';
}

export function formatHeld(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  if (hours < 48) return `${oneDecimal(hours)} h`;
  return `${oneDecimal(hours / 24)} d`;
}

function oneDecimal(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}

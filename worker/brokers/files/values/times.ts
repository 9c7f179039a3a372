import { offsetAt } from './zone-offset.ts';

export interface TimeReading {
  /** Of times that name no zone (IANA). */
  timezone: string;
  /** Of times that do not begin with the year. */
  dateOrder: 'ymd' | 'dmy' | 'mdy';
}

/** How venues write times, unless a format says otherwise. */
const IN_UTC: TimeReading = { timezone: 'UTC', dateOrder: 'ymd' };

const DATE = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:T|,? +)(\S.*)$/;
const CLOCK =
  /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)?(?: ?(AM|PM))?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?$/i;
/** "14:35 2024-11-16" */
const CLOCK_FIRST = /^(\d{1,2}:\d\d(?::\d\d)?) (\d{4}-\d\d-\d\d)$/;
const EPOCH = /^(\d{10})(?:\.?(\d{1,9}))?$/;

interface Wall {
  day: [year: number, month: number, day: number];
  clock: [hour: number, minute: number, second: number];
  fraction: string;
  zone: string | undefined;
}

/**
 * A time as ISO 8601 UTC with the fraction digits that it tells. A wall-clock time that a zone has twice is its first, one that it leaves out is as
 * much later. null: it is no time, or it names no time of day.
 */
export function readTime(text: string, { timezone, dateOrder }: TimeReading = IN_UTC): string | null {
  const trimmed = text.trim();
  const epoch = EPOCH.exec(trimmed);
  if (epoch) return written(Number(epoch[1]) * 1000, epoch[2] ?? '');
  const wall = readWall(trimmed.replace(CLOCK_FIRST, '$2 $1'), dateOrder);
  if (!wall || !isOnClock(wall)) return null;
  const [year, month, day] = wall.day;
  const local = Date.UTC(year, month - 1, day, ...wall.clock);
  // Date.UTC takes the 30th of February for the 2nd of March.
  if (new Date(local).getUTCDate() !== day) return null;
  const offsetMs = wall.zone === undefined ? offsetOf(local, timezone) : readOffset(wall.zone);
  return written(local - offsetMs, wall.fraction);
}

function readWall(text: string, dateOrder: TimeReading['dateOrder']): Wall | null {
  const [, a = '', b = '', c = '', rest = ''] = DATE.exec(text) ?? [];
  const [, hour, minute, second, fraction, half, zone] = CLOCK.exec(rest) ?? [];
  const order = a.length === 4 ? 'ymd' : dateOrder;
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  if (hour === undefined || day.length > 2 || (year.length !== 4 && year.length !== 2)) return null;
  const hours = half === undefined ? Number(hour) : inFullDay(Number(hour), half);
  return {
    day: [Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day)],
    clock: [hours, Number(minute), Number(second ?? 0)],
    fraction: fraction ?? '',
    zone,
  };
}

function inFullDay(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

function isOnClock({ day: [, month, day], clock: [hour, minute, second] }: Wall): boolean {
  return month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59;
}

/** "+05:30" is 19,800,000; "Z", "UTC" and "GMT" are 0. */
function readOffset(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -size : size;
}

/** The offset at a wall-clock time: that of before where a change makes it two. */
function offsetOf(local: number, timezone: string): number {
  if (timezone === 'UTC') return 0;
  const before = offsetAt(timezone, local - 86_400_000);
  const after = offsetAt(timezone, local + 86_400_000);
  const holds = (offset: number) => offsetAt(timezone, local - offset) === offset;
  return holds(before) || !holds(after) ? before : after;
}

function written(ms: number, fraction: string): string | null {
  if (Number.isNaN(ms)) return null;
  const seconds = new Date(ms).toISOString().slice(0, 19);
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}

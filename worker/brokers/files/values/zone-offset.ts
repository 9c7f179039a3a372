const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;
/** No zone changes its clocks within a quarter of an hour of UTC. */
const STEP_MS = 15 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const known = new Map<string, number>();
/** Of a file over twenty years, hour by hour; Intl is too slow to be asked for each row. */
const MAX_KNOWN = 200_000;

export function isTimezone(timezone: string): boolean {
  try {
    formatOf(timezone);
    return true;
  } catch {
    return false;
  }
}

/** How far a zone's clocks are ahead of UTC at a moment, both in milliseconds. Throws a RangeError for a zone that Intl does not know. */
export function offsetAt(timezone: string, utcMs: number): number {
  const step = Math.floor(utcMs / STEP_MS);
  const key = `${timezone} ${step}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const offset = readOffset(formatOf(timezone).format(step * STEP_MS));
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, offset);
  return offset;
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  const made =
    formats.get(timezone) ??
    new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  formats.set(timezone, made);
  return made;
}

/** "1/2/2019, GMT+05:45" is 20,700,000; "GMT" alone is 0. */
function readOffset(text: string): number {
  const [, sign, hours, minutes, seconds] = OFFSET.exec(text) ?? [];
  const size = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === '-' ? -size : size;
}

import type { Zone } from '../history/local-time.ts';

/** What `write` says of a time's local day, written once for each day: a date costs more to write than a fill takes in all. */
export function onceADay(zone: Zone, write: (ts: number) => string): (ts: number) => string {
  const written = new Map<number, string>();
  return (ts) => {
    const day = zone.dayNumberOf(ts);
    const there = written.get(day);
    if (there !== undefined) return there;
    const text = write(ts);
    written.set(day, text);
    return text;
  };
}

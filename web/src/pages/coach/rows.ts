import { formatDay } from '../../format/time.ts';
import type { Told } from './fold-slices.ts';
import { happenedAt } from './happened-at.ts';

export type Row =
  | { kind: 'day'; key: string; day: string }
  /** at: the reflection's place among the reflections. */
  | { kind: 'reflection'; key: string; event: Told; at: number };

/** The stream as rows: a heading wherever the trades' day changes. They come latest trade first. */
export function toRows(reflections: readonly Told[], timeZone: string): Row[] {
  const rows: Row[] = [];
  let day = '';
  reflections.forEach((event, at) => {
    const its = formatDay(happenedAt(event), timeZone);
    if (its !== day) rows.push({ kind: 'day', key: `day ${event.eventId}`, day: its });
    day = its;
    rows.push({ kind: 'reflection', key: event.eventId, event, at });
  });
  return rows;
}

import type { ReflectEvent } from '../../feed/reducer.ts';
import { formatDay } from '../../format/time.ts';

export type Row =
  | { kind: 'day'; key: string; day: string }
  /** at: the reflection's place among the reflections. */
  | { kind: 'reflection'; key: string; event: ReflectEvent; at: number };

/** The stream as rows: a heading wherever the trades' day changes. They come latest trade first. */
export function toRows(reflections: readonly ReflectEvent[], timeZone: string): Row[] {
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

/** When the trade happened; the reflection came later. */
export function happenedAt(event: ReflectEvent): string {
  return event.payload.tradeTs ?? event.ts;
}

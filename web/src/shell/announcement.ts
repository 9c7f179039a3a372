import type { ReflectEvent } from '../feed/reducer.ts';
import { LABEL_TEXT } from '../format/labels.ts';

/** The reflections above the one that was newest before; all of them if it is gone. */
export function newSince(
  reflections: readonly ReflectEvent[],
  eventId: string | undefined,
): readonly ReflectEvent[] {
  const at = reflections.findIndex((event) => event.eventId === eventId);
  return at === -1 ? reflections : reflections.slice(0, at);
}

/** One is read out; of many only the number is. */
export function announcement(fresh: readonly ReflectEvent[]): string {
  const [first] = fresh;
  if (first === undefined) return '';
  if (fresh.length > 1) return `${fresh.length} new reflections.`;
  const { symbol, side, labels, insight } = first.payload;
  const names = labels.map((label) => LABEL_TEXT[label.name].name).join(', ');
  return `New reflection: ${side === 'BUY' ? 'bought' : 'sold'} ${symbol}. ${names}. ${insight}`;
}

import type { ReflectEvent } from '../feed/reducer.ts';
import { LABEL_TEXT } from '../format/labels.ts';

/** One is read out; of many only the number is. */
export function announcement(count: number, latest: ReflectEvent): string {
  if (count > 1) return `${count} new reflections.`;
  const { symbol, side, labels, insight } = latest.payload;
  const names = labels.map((label) => LABEL_TEXT[label.name].name).join(', ');
  return `New reflection: ${side === 'BUY' ? 'bought' : 'sold'} ${symbol}. ${names}. ${insight}`;
}

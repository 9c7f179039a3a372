import type { ReflectEvent } from '../../feed/reducer.ts';
import { hourOf } from '../../format/time.ts';

/** What was done on impulse. The two exclude each other: one is a buy, the other a sale. */
export interface Impulses {
  fomo: number;
  panic: number;
}

function impulseOf(event: ReflectEvent): keyof Impulses | null {
  if (event.payload.labels.some((tag) => tag.name === 'FOMO')) return 'fomo';
  return event.payload.labels.some((tag) => tag.name === 'PANIC') ? 'panic' : null;
}

/** 24 counts, by the hour of the trade on the trader's own clock. */
export function impulsesByHour(reflections: readonly ReflectEvent[], timeZone: string): Impulses[] {
  const hours = Array.from({ length: 24 }, () => ({ fomo: 0, panic: 0 }));
  for (const event of reflections) {
    const { tradeTs } = event.payload;
    const impulse = impulseOf(event);
    if (tradeTs === undefined || impulse === null) continue;
    const hour = hours[hourOf(tradeTs, timeZone)];
    if (hour !== undefined) hour[impulse] += 1;
  }
  return hours;
}

export interface SymbolImpulses extends Impulses {
  symbol: string;
  fills: number;
}

export function sumOf({ fomo, panic }: Impulses): number {
  return fomo + panic;
}

/** The products with any impulse, the most first. */
export function impulsesBySymbol(reflections: readonly ReflectEvent[]): SymbolImpulses[] {
  const rows = new Map<string, SymbolImpulses>();
  for (const event of reflections) {
    const { symbol } = event.payload;
    const row = rows.get(symbol) ?? { symbol, fills: 0, fomo: 0, panic: 0 };
    const impulse = impulseOf(event);
    row.fills += 1;
    if (impulse !== null) row[impulse] += 1;
    rows.set(symbol, row);
  }
  return [...rows.values()].filter((row) => sumOf(row) > 0).sort((a, b) => sumOf(b) - sumOf(a));
}

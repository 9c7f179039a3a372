import type { ReflectEvent } from '../../feed/reducer.ts';
import { hourOf } from '../../format/time.ts';

/** FOMO and panic: what was done on impulse. */
function isImpulse(event: ReflectEvent): boolean {
  return event.payload.labels.some((tag) => tag.name === 'FOMO' || tag.name === 'PANIC');
}

/** 24 counts, by the hour of the trade on the trader's own clock. */
export function impulsesByHour(reflections: readonly ReflectEvent[], timeZone: string): number[] {
  const hours = new Array<number>(24).fill(0);
  for (const event of reflections) {
    const { tradeTs } = event.payload;
    if (tradeTs === undefined || !isImpulse(event)) continue;
    const hour = hourOf(tradeTs, timeZone);
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  return hours;
}

export interface SymbolImpulses {
  symbol: string;
  trades: number;
  impulses: number;
}

/** The products with any impulse, the most first. */
export function impulsesBySymbol(reflections: readonly ReflectEvent[]): SymbolImpulses[] {
  const rows = new Map<string, SymbolImpulses>();
  for (const event of reflections) {
    const { symbol } = event.payload;
    const row = rows.get(symbol) ?? { symbol, trades: 0, impulses: 0 };
    rows.set(symbol, { symbol, trades: row.trades + 1, impulses: row.impulses + (isImpulse(event) ? 1 : 0) });
  }
  return [...rows.values()].filter((row) => row.impulses > 0).sort((a, b) => b.impulses - a.impulses);
}

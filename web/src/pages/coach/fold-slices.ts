import type { ReflectEvent } from '../../feed/reducer.ts';
import { happenedAt } from './happened-at.ts';

/** A reflection with the number of fills that it speaks of. */
export type Told = ReflectEvent & { fills: number };

const MINUTE = 'yyyy-mm-ddThh:mm'.length;

/**
 * A venue fills one order in slices, and what is said of them is the same to the letter: they are told once. Slices that were read
 * differently (another loss, another label) stay apart. The list is ordered by the trades' time, and keeps its order.
 */
export function foldSlices(reflections: readonly ReflectEvent[]): Told[] {
  const told: Told[] = [];
  for (const event of reflections) {
    const last = told.at(-1);
    if (last && isSlice(last, event)) last.fills += 1;
    else told.push({ ...event, fills: 1 });
  }
  return told;
}

function isSlice(a: ReflectEvent, b: ReflectEvent): boolean {
  return (
    a.payload.symbol === b.payload.symbol &&
    a.payload.side === b.payload.side &&
    a.payload.insight === b.payload.insight &&
    happenedAt(a).slice(0, MINUTE) === happenedAt(b).slice(0, MINUTE)
  );
}

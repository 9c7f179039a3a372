import type { ReflectEvent } from '../../feed/reducer.ts';

/** When the trade happened; the reflection came later. */
export function happenedAt(event: ReflectEvent): string {
  return event.payload.tradeTs ?? event.ts;
}

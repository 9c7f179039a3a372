import { createMemo, For } from 'solid-js';
import type { ReflectEvent } from '../../feed/reducer.ts';

/** The products seen so far, offered while typing. */
export function SymbolOptions(props: { id: string; reflections: readonly ReflectEvent[] }) {
  const symbols = createMemo(() =>
    [...new Set(props.reflections.map((event) => event.payload.symbol))].sort(),
  );
  return (
    <datalist id={props.id}>
      <For each={symbols()}>{(symbol) => <option value={symbol} />}</For>
    </datalist>
  );
}

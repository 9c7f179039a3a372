import { createMemo, For } from 'solid-js';
import type { ReflectEvent } from '../../feed/reducer.ts';

/** The products seen so far with what was typed in their name. */
export function matching(reflections: readonly ReflectEvent[], typed: string): string[] {
  const part = typed.trim().toUpperCase();
  const symbols = new Set(reflections.map((event) => event.payload.symbol));
  return [...symbols].filter((symbol) => symbol.includes(part)).sort();
}

/** Offered while typing. */
export function SymbolOptions(props: { id: string; typed: string; reflections: readonly ReflectEvent[] }) {
  const symbols = createMemo(() => matching(props.reflections, props.typed));
  return (
    <datalist id={props.id}>
      <For each={symbols()}>{(symbol) => <option value={symbol} />}</For>
    </datalist>
  );
}

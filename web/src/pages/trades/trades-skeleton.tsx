import { For } from 'solid-js';

export function TradesSkeleton() {
  return (
    <div role="status" aria-label="Loading trades" class="mt-8 flex flex-col gap-4">
      <For each={[0, 1, 2, 3, 4, 5, 6, 7]}>{() => <div class="skeleton h-7" />}</For>
    </div>
  );
}

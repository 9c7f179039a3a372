import { createWindowVirtualizer } from '@tanstack/solid-virtual';
import { createEffect, createMemo, createSignal, For, on, onMount, Show } from 'solid-js';
import { useWide } from '../../ui/use-wide.ts';
import { type Order, toOrderRows } from './fold-orders.ts';
import { TradeRow } from './trade-row.tsx';

/** As the row's classes have it: on narrow screens the time stands on a second line. */
const ROW_HEIGHT_PX = { wide: 45, narrow: 60 };
/** So many rows before the last one the next page is asked for. */
const ASK_AHEAD = 20;

const HEAD = 'py-2 pr-2 sm:pr-3 xl:pr-4 font-normal whitespace-nowrap';

/** The orders whose fills are shown. Kept while the trader looks at a fill, so that 'back' finds its place. */
const [open, setOpen] = createSignal<ReadonlySet<string>>(new Set());

function toggle(orderId: string): void {
  setOpen((held) => {
    const next = new Set(held);
    if (!next.delete(orderId)) next.add(orderId);
    return next;
  });
}

interface TradesTableProps {
  orders: readonly Order[];
  /** There are orders after these: how many rows there are is not known. */
  more: boolean;
  onEnd: () => void;
}

/** A real table, of which only the rows in sight exist. */
export function TradesTable(props: TradesTableProps) {
  let table: HTMLTableElement | undefined;
  const [offset, setOffset] = createSignal(0);
  const wide = useWide();
  const rows = createMemo(() => toOrderRows(props.orders, open()));
  onMount(() => setOffset(table?.offsetTop ?? 0));

  const virtualizer = createWindowVirtualizer<HTMLTableRowElement>({
    get count() {
      return rows().length;
    },
    get scrollMargin() {
      return offset();
    },
    estimateSize: () => (wide() ? ROW_HEIGHT_PX.wide : ROW_HEIGHT_PX.narrow),
    overscan: 12,
  });
  createEffect(on(wide, () => virtualizer.measure(), { defer: true }));
  const above = () => (virtualizer.getVirtualItems()[0]?.start ?? offset()) - offset();
  const below = () => {
    const last = virtualizer.getVirtualItems().at(-1);
    return last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - offset());
  };

  createEffect(() => {
    const last = virtualizer.getVirtualItems().at(-1);
    if (last !== undefined && last.index >= rows().length - ASK_AHEAD) props.onEnd();
  });

  return (
    <table
      ref={table}
      class="figures mt-6 w-full text-sm"
      aria-rowcount={props.more ? -1 : rows().length + 1}
    >
      <caption class="sr-only">Orders, newest first; one of several fills opens to show them</caption>
      <thead class="sticky top-12 z-10 bg-bg text-left text-ink-3 shadow-[0_1px_0_var(--line)] lg:top-0">
        <tr aria-rowindex={1}>
          <th scope="col" class={`${HEAD} hidden sm:table-cell`}>
            Time
          </th>
          <th scope="col" class={HEAD}>
            Symbol
          </th>
          <th scope="col" class={HEAD}>
            Labels
          </th>
          <th scope="col" class={`${HEAD} hidden text-right md:table-cell`}>
            Quantity
          </th>
          <th scope="col" class={`${HEAD} hidden text-right md:table-cell`}>
            Price
          </th>
          <th scope="col" class={`${HEAD} hidden text-right xl:table-cell`}>
            Fee
          </th>
          <th scope="col" class={`${HEAD} hidden text-right xl:table-cell`}>
            Held
          </th>
          <th scope="col" class="py-2 text-right font-normal">
            P&amp;L
          </th>
        </tr>
      </thead>
      <Spacer height={above()} />
      <tbody data-virtual>
        <For each={virtualizer.getVirtualItems()}>
          {(item) => (
            <Show when={rows()[item.index]}>
              {(row) => <TradeRow row={row()} index={item.index + 2} onToggle={toggle} />}
            </Show>
          )}
        </For>
      </tbody>
      <Spacer height={below()} />
    </table>
  );
}

/** Stands in for the rows out of sight; to a screen reader it would be an empty row. */
function Spacer(props: { height: number }) {
  return (
    <Show when={props.height > 0}>
      <tbody aria-hidden="true">
        <tr>
          <td colspan="8" style={{ height: `${props.height}px` }} />
        </tr>
      </tbody>
    </Show>
  );
}

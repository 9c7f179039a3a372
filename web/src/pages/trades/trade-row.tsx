import { A, useNavigate } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { formatExact, formatPrice, formatQuantity } from '../../format/decimal.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { formatMoney } from '../../format/money.ts';
import { formatAbsolute, formatDateTime, formatHeld } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { now } from '../../ui/clock.ts';
import { ChevronIcon } from '../../ui/icons.tsx';
import { LabelChip } from '../../ui/label-chip.tsx';
import { Pnl } from '../../ui/pnl.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { formatBriefly } from './brief-time.ts';
import type { Figures, OrderRow } from './fold-orders.ts';

const CELL =
  'h-[3.75rem] border-b sm:h-[2.8125rem] border-line py-0 pr-2 sm:pr-3 xl:pr-4 whitespace-nowrap last:pr-0';
const FIGURE = 'hidden text-right';

interface TradeRowProps {
  row: OrderRow;
  index: number;
  onToggle: (orderId: string) => void;
}

/** An order, or one of its fills where it is open. */
export function TradeRow(props: TradeRowProps) {
  const navigate = useNavigate();
  const figures = (): Figures => (props.row.kind === 'order' ? props.row.order.figures : props.row.fill);
  const fill = () => (props.row.kind === 'fill' ? props.row : undefined);
  const sliced = () =>
    props.row.kind === 'order' && props.row.order.fills.length > 1 ? props.row : undefined;
  const path = () => `/trades/${figures().id}`;
  const average = () => (sliced() ? `Average of ${sliced()?.order.fills.length} fills: ` : '');

  function open(event: MouseEvent): void {
    const onControl = event.target instanceof Element && event.target.closest('a, button') !== null;
    if (!onControl && getSelection()?.isCollapsed !== false) navigate(path());
  }

  return (
    // The link in the symbol's cell is what a keyboard reaches; the row only widens it for the mouse.
    <tr
      class="cursor-pointer hover:bg-hover"
      classList={{ 'bg-sunken': fill() !== undefined }}
      aria-rowindex={props.index}
      onClick={open}
    >
      <td
        class={`${CELL} hidden text-ink-3 sm:table-cell`}
        classList={{ 'sm:pl-3': fill() !== undefined }}
        title={formatAbsolute(figures().ts, timezone())}
      >
        {formatDateTime(figures().ts, timezone())}
      </td>
      <td class={CELL} classList={{ 'max-sm:pl-3': fill() !== undefined }}>
        <span class="flex items-center gap-1.5">
          <Show
            when={fill()}
            fallback={
              <>
                <A
                  href={path()}
                  class="max-w-28 truncate font-medium hover:underline hover:underline-offset-4"
                >
                  <bdi>{figures().symbol}</bdi>
                </A>
                <span class="text-ink-2">{figures().side === 'BUY' ? 'Buy' : 'Sell'}</span>
              </>
            }
          >
            {(row) => (
              <A href={path()} class="text-ink-2 hover:underline hover:underline-offset-4">
                Fill {row().place} of {row().of}
              </A>
            )}
          </Show>
          <Show when={sliced()}>
            {(row) => (
              <Toggle
                fills={row().order.fills.length}
                open={row().open}
                onToggle={() => props.onToggle(row().order.id)}
              />
            )}
          </Show>
        </span>
        <span class="block text-xs text-ink-3 sm:hidden">
          <span class="hidden min-[24rem]:inline">{formatDateTime(figures().ts, timezone())}</span>
          <span class="min-[24rem]:hidden">{formatBriefly(figures().ts, timezone(), now())}</span>
        </span>
      </td>
      <td class={CELL}>
        <Labels labels={figures().labels} />
      </td>
      <td class={`${CELL} ${FIGURE} md:table-cell`} title={formatExact(figures().qty)}>
        {formatQuantity(figures().qty)}
      </td>
      <td class={`${CELL} ${FIGURE} md:table-cell`} title={`${average()}${formatExact(figures().price)}`}>
        {formatPrice(figures().price)}
      </td>
      <td class={`${CELL} ${FIGURE} text-ink-2 xl:table-cell`}>
        <Show when={figures().fee} fallback="—">
          {(fee) => (
            <span title={`${formatExact(fee())} ${figures().feeCurrency ?? ''}`}>
              {formatMoney(fee(), figures().feeCurrency ?? '')}{' '}
              <span class="text-ink-3">{figures().feeCurrency}</span>
            </span>
          )}
        </Show>
      </td>
      <td class={`${CELL} ${FIGURE} text-ink-2 xl:table-cell`}>
        {figures().heldHours === null ? '—' : formatHeld(figures().heldHours ?? 0)}
      </td>
      <td class={`${CELL} text-right max-sm:whitespace-normal`}>
        <Pnl trade={figures()} />
      </td>
    </tr>
  );
}

function Toggle(props: { fills: number; open: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-expanded={props.open}
      onClick={props.onToggle}
      class="inline-flex h-6 items-center gap-1 rounded px-1 text-xs text-ink-3 hover:bg-hover hover:text-ink [@media(pointer:coarse)]:h-8"
    >
      {props.fills}
      <span class="max-xl:sr-only">fills</span>
      <ChevronIcon class={`size-3 transition-transform ${props.open ? 'rotate-180' : ''}`} />
    </button>
  );
}

/** Rows are of one height, and hold two labels, or one where the columns are tight: the others are counted, and named to who asks. */
function Labels(props: { labels: Figures['labels'] }) {
  const names = () =>
    props.labels
      .slice(1)
      .map((tag) => LABEL_TEXT[tag.label].name)
      .join(', ');
  return (
    <span class="flex items-center gap-1.5">
      <span class="flex flex-col items-start gap-1 max-[90rem]:[&_.figures]:hidden sm:flex-row sm:gap-1.5 sm:max-[90rem]:[&>:nth-child(2)]:hidden">
        <For each={props.labels.slice(0, 2)} fallback={<span class="text-ink-3">Not read yet</span>}>
          {(tag) => <LabelChip label={tag.label} confidence={tag.confidence} />}
        </For>
      </span>
      <Show when={props.labels.length > 1}>
        <Tooltip
          text={`With ${names()}`}
          class={`text-xs text-ink-3 ${props.labels.length > 2 ? '' : 'hidden sm:max-[90rem]:inline'}`}
        >
          <span class="sm:max-[90rem]:hidden">+{props.labels.length - 2}</span>
          <span class="hidden sm:max-[90rem]:inline">+{props.labels.length - 1}</span>
          <span class="sr-only">: {names()}</span>
        </Tooltip>
      </Show>
    </span>
  );
}

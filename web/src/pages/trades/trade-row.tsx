import { A, useNavigate } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { Trade } from '../../../../contracts/trades.ts';
import { formatExact, formatMoney, formatPrice, formatQuantity } from '../../format/decimal.ts';
import { formatAbsolute, formatDateTime, formatHeld, formatShortDay, formatTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { LabelChip } from '../../ui/label-chip.tsx';
import { Pnl } from '../../ui/pnl.tsx';

const CELL =
  'h-[3.75rem] border-b sm:h-[2.8125rem] border-line py-0 pr-2 sm:pr-4 whitespace-nowrap last:pr-0';
const FIGURE = 'hidden text-right';

export function TradeRow(props: { trade: Trade; index: number }) {
  const navigate = useNavigate();
  const trade = () => props.trade;
  const path = () => `/trades/${trade().id}`;

  function open(event: MouseEvent): void {
    const onControl = event.target instanceof Element && event.target.closest('a, button') !== null;
    if (!onControl && getSelection()?.isCollapsed !== false) navigate(path());
  }

  return (
    // The link in the symbol's cell is what a keyboard reaches; the row only widens it for the mouse.
    <tr class="cursor-pointer hover:bg-hover" aria-rowindex={props.index} onClick={open}>
      <td class={`${CELL} hidden text-ink-3 sm:table-cell`} title={formatAbsolute(trade().ts, timezone())}>
        {formatDateTime(trade().ts, timezone())}
      </td>
      <td class={CELL}>
        <A href={path()} class="font-medium hover:underline hover:underline-offset-4">
          <bdi class="inline-block max-w-28 truncate align-bottom">{trade().symbol}</bdi>
        </A>{' '}
        <span class="text-ink-2">{trade().side === 'BUY' ? 'Buy' : 'Sell'}</span>
        <span class="block text-xs text-ink-3 sm:hidden">
          <span class="hidden min-[22.5rem]:inline">{formatDateTime(trade().ts, timezone())}</span>
          <span class="min-[22.5rem]:hidden">
            {formatShortDay(trade().ts, timezone())}, {formatTime(trade().ts, timezone())}
          </span>
        </span>
      </td>
      <td class={CELL}>
        <span class="flex flex-col items-start gap-1 max-[22.5rem]:[&_.figures]:hidden sm:flex-row sm:gap-1.5">
          <For each={trade().labels} fallback={<span class="text-ink-3">Not read yet</span>}>
            {(tag) => <LabelChip label={tag.label} confidence={tag.confidence} />}
          </For>
        </span>
      </td>
      <td class={`${CELL} ${FIGURE} md:table-cell`} title={formatExact(trade().qty)}>
        {formatQuantity(trade().qty)}
      </td>
      <td class={`${CELL} ${FIGURE} md:table-cell`} title={formatExact(trade().price)}>
        {formatPrice(trade().price)}
      </td>
      <td class={`${CELL} ${FIGURE} text-ink-2 xl:table-cell`}>
        <Show when={trade().fee} fallback="—">
          {(fee) => (
            <span title={`${formatExact(fee())} ${trade().feeCurrency ?? ''}`}>
              {formatMoney(fee())} <span class="text-ink-3">{trade().feeCurrency}</span>
            </span>
          )}
        </Show>
      </td>
      <td class={`${CELL} ${FIGURE} text-ink-2 xl:table-cell`}>
        {trade().heldHours === null ? '—' : formatHeld(trade().heldHours ?? 0)}
      </td>
      <td class={`${CELL} text-right max-sm:whitespace-normal`}>
        <Pnl trade={trade()} />
      </td>
    </tr>
  );
}

import { Show } from 'solid-js';
import type { Trade } from '../../../contracts/trades.ts';
import { formatExact, formatPnl, quoteOf, signOf } from '../format/decimal.ts';
import { whyNoPnl } from '../format/pnl.ts';
import { Tooltip } from './tooltip.tsx';

const INK = { gain: 'text-gain', loss: 'text-loss', flat: 'text-ink-2' };

/** What a fill realised, or a dash that says why there is no such figure. */
export function Pnl(props: { trade: Trade }) {
  return (
    <Show
      when={props.trade.pnl}
      fallback={
        <Tooltip text={whyNoPnl(props.trade)} class="text-ink-3">
          <span aria-hidden="true">—</span>
          <span class="sr-only">No P&amp;L: why?</span>
        </Tooltip>
      }
    >
      {(pnl) => (
        <>
          <Show when={props.trade.basis === 'partial'}>
            <Tooltip text="Only the part with a known cost" class="mr-1.5 text-xs text-ink-3 underline">
              part
            </Tooltip>
          </Show>
          <span class={INK[signOf(pnl())]} title={formatExact(pnl())}>
            {formatPnl(pnl())} <span class="text-ink-3">{quoteOf(props.trade.symbol)}</span>
          </span>
        </>
      )}
    </Show>
  );
}

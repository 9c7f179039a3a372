import { Match, Show, Switch } from 'solid-js';
import type { Trade } from '../../../contracts/trades.ts';
import { quoteOf } from '../format/decimal.ts';
import { whyNoPnl } from '../format/pnl.ts';
import { Result } from './money.tsx';
import { Tooltip } from './tooltip.tsx';

const BADGE =
  'whitespace-nowrap rounded px-1.5 py-0.5 text-xs text-ink-2 outline-1 -outline-offset-1 outline-dashed outline-line-strong';

/** What a fill or an order realised, or why there is no such figure. */
export function Pnl(props: { trade: Pick<Trade, 'side' | 'symbol' | 'basis' | 'pnl'> }) {
  return (
    <Switch
      fallback={
        <Tooltip text={whyNoPnl(props.trade)} class="text-ink-3">
          <span aria-hidden="true">—</span>
          <span class="sr-only">No P&amp;L: why?</span>
        </Tooltip>
      }
    >
      <Match when={props.trade.pnl}>
        {(pnl) => (
          <>
            <Show when={props.trade.basis === 'partial'}>
              <Tooltip text="Only of the part whose cost is known" class={`mr-1.5 ${BADGE}`}>
                part
              </Tooltip>
            </Show>
            <Result value={pnl()} currency={quoteOf(props.trade.symbol)} />
          </>
        )}
      </Match>
      <Match when={props.trade.basis === 'unknown'}>
        <Tooltip text={whyNoPnl(props.trade)} class={BADGE}>
          <span class="max-[26rem]:sr-only">cost </span>unknown
        </Tooltip>
      </Match>
    </Switch>
  );
}

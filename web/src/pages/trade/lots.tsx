import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { LotMatch, Trade, TradeLedger } from '../../../../contracts/trades.ts';
import { baseOf, formatExact, formatQuantity, quoteOf } from '../../format/decimal.ts';
import { formatMoney } from '../../format/money.ts';
import { formatHeld } from '../../format/time.ts';
import { Result } from '../../ui/money.tsx';
import { heldHoursOf, tellLots } from './lot-text.ts';
import { Time } from './time.tsx';

const SOURCES = {
  buy: 'Bought',
  transfer: 'Transferred in',
  reward: 'Reward',
  convert: 'Converted',
  entered: 'Cost you entered',
} as const;

const HEAD = 'py-2 pr-3 text-right font-normal whitespace-nowrap last:pr-0 sm:pr-4';
const CELL = 'py-2.5 pr-3 text-right whitespace-nowrap last:pr-0 sm:pr-4';

/** Of a sale, the lots that it took; of a buy, what later sales took and what is still held. */
export function Lots(props: { trade: Trade; ledger: TradeLedger }) {
  const sold = () => props.trade.side === 'SELL';
  const quote = () => quoteOf(props.trade.symbol);
  const unknownQty = () => (/[1-9]/.test(props.ledger.unknownQty) ? props.ledger.unknownQty : undefined);
  const heldQty = () => (/[1-9]/.test(props.ledger.heldQty ?? '') ? props.ledger.heldQty : null);
  return (
    <section aria-labelledby="lots-title" class="mt-12">
      <h2 id="lots-title" class="text-lg">
        {sold() ? 'What was sold' : 'What became of it'}
      </h2>
      <p class="figures mt-1.5 text-sm text-ink-2">{tellLots(props.trade, props.ledger)}</p>
      <Show when={props.ledger.matches.length > 0 || unknownQty()}>
        <table class="figures mt-4 w-full text-sm">
          <caption class="sr-only">
            {sold() ? 'The lots that this sale took' : 'The sales that took from this buy'}
          </caption>
          <thead class="border-b border-line text-ink-3">
            <tr>
              <th scope="col" class="py-2 pr-3 text-left font-normal">
                {sold() ? 'Came from' : 'Sold'}
              </th>
              <th scope="col" class={HEAD}>
                Quantity, {baseOf(props.trade.symbol)}
              </th>
              <th scope="col" class={`${HEAD} hidden sm:table-cell`}>
                Cost, {quote()}
              </th>
              <th scope="col" class={`${HEAD} hidden sm:table-cell`}>
                Proceeds, {quote()}
              </th>
              <th scope="col" class={HEAD}>
                Result
              </th>
              <th scope="col" class={`${HEAD} hidden sm:table-cell`}>
                Held
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.ledger.matches}>
              {(match) => <LotRow match={match} sold={sold()} quote={quote()} />}
            </For>
            <Show when={unknownQty()}>
              {(qty) => <RestRow name="Cost unknown" qty={qty()} why="no result" />}
            </Show>
            <Show when={heldQty()}>{(qty) => <RestRow name="Still held" qty={qty()} why="" />}</Show>
          </tbody>
        </table>
      </Show>
    </section>
  );
}

function LotRow(props: { match: LotMatch; sold: boolean; quote: string }) {
  const held = () => heldHoursOf(props.match);
  const other = () => (props.sold ? props.match.buyId : props.match.saleId);
  const when = () => (props.sold ? props.match.openedAt : props.match.closedAt);
  return (
    <tr class="border-b border-line align-top">
      <th scope="row" class="py-2.5 pr-3 text-left font-normal">
        <span class="text-ink-2">{props.sold ? SOURCES[props.match.source] : 'Sold'} </span>
        <Show when={when()} fallback={<span class="text-ink-3">at a time not known</span>}>
          {(ts) => (
            <Show when={other()} fallback={<Time ts={ts()} />}>
              {(id) => (
                <A href={`/trades/${id()}`} class="font-medium underline underline-offset-4">
                  <Time ts={ts()} />
                </A>
              )}
            </Show>
          )}
        </Show>
        <span class="block text-xs text-ink-3 sm:hidden">
          {held() === null ? '' : `held ${formatHeld(held() ?? 0)}`}
        </span>
      </th>
      <td class={CELL} title={formatExact(props.match.qty)}>
        {formatQuantity(props.match.qty)}
      </td>
      <td class={`${CELL} hidden sm:table-cell`} title={formatExact(props.match.cost)}>
        {formatMoney(props.match.cost, props.quote)}
      </td>
      <td class={`${CELL} hidden sm:table-cell`} title={formatExact(props.match.proceeds)}>
        {formatMoney(props.match.proceeds, props.quote)}
      </td>
      <td class={CELL}>
        <Result value={props.match.pnl} currency={props.quote} />
        <span class="block text-xs text-ink-3 sm:hidden">
          {formatMoney(props.match.cost, props.quote)} → {formatMoney(props.match.proceeds, props.quote)}
        </span>
      </td>
      <td class={`${CELL} hidden text-ink-2 sm:table-cell`}>
        {held() === null ? '—' : formatHeld(held() ?? 0)}
      </td>
    </tr>
  );
}

function RestRow(props: { name: string; qty: string; why: string }) {
  return (
    <tr class="border-b border-line text-ink-3">
      <th scope="row" class="py-2.5 pr-3 text-left font-normal">
        {props.name}
      </th>
      <td class={CELL} title={formatExact(props.qty)}>
        {formatQuantity(props.qty)}
      </td>
      <td class={`${CELL} hidden sm:table-cell`} />
      <td class={`${CELL} hidden sm:table-cell`} />
      <td class={CELL}>{props.why}</td>
      <td class={`${CELL} hidden sm:table-cell`} />
    </tr>
  );
}

import { Show } from 'solid-js';
import { formatExact, signOf } from '../format/decimal.ts';
import { formatMoney, formatPnl } from '../format/money.ts';

export const MONEY_INK = { gain: 'text-gain', loss: 'text-loss', flat: 'text-ink-2' };

/** A result: signed, coloured, and exact in its title. In tables the column says the currency, which is then left out here. */
export function Result(props: { value: string; currency: string; bare?: boolean }) {
  return (
    <span class={MONEY_INK[signOf(props.value)]} title={`${formatExact(props.value)} ${props.currency}`}>
      {formatPnl(props.value, props.currency)}
      <Show when={props.bare !== true}>
        {' '}
        <Currency name={props.currency} />
      </Show>
    </span>
  );
}

/** An amount that is neither gain nor loss. */
export function Amount(props: { value: string; currency: string }) {
  return (
    <span class="whitespace-nowrap" title={`${formatExact(props.value)} ${props.currency}`}>
      {formatMoney(props.value, props.currency)} <Currency name={props.currency} />
    </span>
  );
}

function Currency(props: { name: string }) {
  return <span class="text-ink-3">{props.name}</span>;
}

import { For, Match, Switch } from 'solid-js';
import type { PreviewedRow } from '../../../../../contracts/imports.ts';
import { formatExact, formatPrice, formatQuantity } from '../../../format/decimal.ts';
import { formatDateTime } from '../../../format/time.ts';
import { timezone } from '../../../session.ts';
import { MOVEMENT_NAMES } from './tell-preview.ts';

const HEAD = 'py-1.5 pr-4 font-normal last:pr-0';
const CELL = 'py-2 pr-4 align-top last:pr-0';
/** A phone has no room for columns: there a row is told in two lines. */
const WIDE = 'max-sm:hidden';

export function PreviewTable(props: { sample: readonly PreviewedRow[] }) {
  return (
    <>
      <p class="pb-1">
        <span id="as-read" class="font-medium">
          As they would be read
        </span>
        <span class="text-ink-3">, on your clock, {timezone().replaceAll('_', ' ')}</span>
      </p>
      <table class="figures w-full" aria-labelledby="as-read">
        <thead class="text-left text-ink-3">
          <tr class="border-b border-line">
            <th scope="col" class={`${HEAD} sm:hidden`}>
              Trade
            </th>
            <For each={['Time', 'Product', 'Side']}>
              {(name) => (
                <th scope="col" class={`${HEAD} ${WIDE}`}>
                  {name}
                </th>
              )}
            </For>
            <For each={['Quantity', 'Price', 'Fee']}>
              {(name) => (
                <th scope="col" class={`${HEAD} ${WIDE} text-right`}>
                  {name}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.sample}>{(row) => <Row row={row} />}</For>
        </tbody>
      </table>
    </>
  );
}

function Row(props: { row: PreviewedRow }) {
  return (
    <tr class="border-b border-line last:border-0">
      <Switch
        fallback={
          <td colspan="7" class={CELL}>
            <span class="text-ink-3">Line {props.row.line}</span>{' '}
            <span class="text-loss">{props.row.rejected ?? 'Not read'}</span>
          </td>
        }
      >
        <Match when={props.row.fill}>{(fill) => <Fill fill={fill()} />}</Match>
        <Match when={props.row.movement}>{(movement) => <Movement movement={movement()} />}</Match>
      </Switch>
    </tr>
  );
}

function Fill(props: { fill: NonNullable<PreviewedRow['fill']> }) {
  const time = () => formatDateTime(props.fill.ts, timezone());
  const side = () => (props.fill.side === 'BUY' ? 'Buy' : 'Sell');
  const fee = () =>
    props.fill.fee === null
      ? 'not in the file'
      : `${formatQuantity(props.fill.fee)} ${props.fill.feeCurrency ?? ''}`.trim();
  return (
    <>
      <td class={`${CELL} break-words sm:hidden`}>
        {side()} {formatQuantity(props.fill.qty)} {props.fill.symbol} at {formatPrice(props.fill.price)}
        <span class="block text-ink-3">
          {time()}, fee {fee()}
        </span>
      </td>
      <td class={`${CELL} ${WIDE} text-ink-2`}>{time()}</td>
      <td class={`${CELL} ${WIDE} break-all`}>{props.fill.symbol}</td>
      <td class={`${CELL} ${WIDE}`}>{side()}</td>
      <td class={`${CELL} ${WIDE} text-right`} title={formatExact(props.fill.qty)}>
        {formatQuantity(props.fill.qty)}
      </td>
      <td class={`${CELL} ${WIDE} text-right`} title={formatExact(props.fill.price)}>
        {formatPrice(props.fill.price)}
      </td>
      <td class={`${CELL} ${WIDE} text-right`} classList={{ 'text-ink-3': props.fill.fee === null }}>
        {fee()}
      </td>
    </>
  );
}

function Movement(props: { movement: NonNullable<PreviewedRow['movement']> }) {
  const time = () => formatDateTime(props.movement.ts, timezone());
  const name = () => MOVEMENT_NAMES[props.movement.kind];
  return (
    <>
      <td class={`${CELL} break-words sm:hidden`}>
        {name()}: {formatQuantity(props.movement.qty)} {props.movement.asset}
        <span class="block text-ink-3">{time()}</span>
      </td>
      <td class={`${CELL} ${WIDE} text-ink-2`}>{time()}</td>
      <td class={`${CELL} ${WIDE} break-all`}>{props.movement.asset}</td>
      <td class={`${CELL} ${WIDE} text-ink-2`}>{name()}</td>
      <td class={`${CELL} ${WIDE} text-right`} title={formatExact(props.movement.qty)}>
        {formatQuantity(props.movement.qty)}
      </td>
      <td class={`${CELL} ${WIDE} text-ink-3`} colspan="2">
        <span class="sr-only">No price: it is no trade</span>
      </td>
    </>
  );
}

import { type JSX, Show } from 'solid-js';
import type { RoundTrip as Trip } from '../../../../contracts/trades.ts';
import { formatCount } from '../../format/decimal.ts';
import { formatHeld } from '../../format/time.ts';
import { Amount, Result } from '../../ui/money.tsx';
import { heldHoursOf } from './lot-text.ts';
import { Time } from './time.tsx';

/** From flat to flat: the position that the fill was part of. */
export function RoundTrip(props: { trip: Trip; quote: string }) {
  const lasted = () => heldHoursOf({ openedAt: props.trip.openedAt, closedAt: props.trip.closedAt ?? '' });
  return (
    <section aria-labelledby="trip-title" class="mt-10">
      <h2 id="trip-title" class="text-lg">
        Round trip
      </h2>
      <p class="mt-1.5 text-sm text-ink-2">
        {props.trip.closedAt === null
          ? 'From flat, and still open. The figures are of what was sold so far.'
          : `From flat to flat in ${formatHeld(lasted() ?? 0)}.`}
        <Show when={props.trip.basis !== 'known'}>
          {' '}
          {props.trip.basis === 'partial'
            ? 'Only the sales with a known cost are in the result.'
            : 'No sale of it has a known cost, so there is no result.'}
        </Show>
      </p>
      <dl class="figures mt-4 grid grid-cols-2 gap-x-8 gap-y-4 text-sm sm:grid-cols-4 xl:grid-cols-7">
        <Item name="Opened">
          <Time ts={props.trip.openedAt} />
        </Item>
        <Item name="Closed">
          <Show when={props.trip.closedAt} fallback="still open">
            {(ts) => <Time ts={ts()} />}
          </Show>
        </Item>
        <Item name="Entries">{formatCount(props.trip.entries)}</Item>
        <Item name="Exits">{formatCount(props.trip.exits)}</Item>
        <Show when={props.trip.basis !== 'unknown' && props.trip.exits > 0}>
          <Item name="Gross">
            <Result value={props.trip.gross} currency={props.quote} />
          </Item>
          <Item name="Fees">
            <Amount value={props.trip.fees} currency={props.quote} />
          </Item>
          <Item name="Net">
            <Result value={props.trip.pnl} currency={props.quote} />
          </Item>
        </Show>
      </dl>
    </section>
  );
}

function Item(props: { name: string; children: JSX.Element }) {
  return (
    <div>
      <dt class="text-ink-3">{props.name}</dt>
      <dd class="mt-0.5">{props.children}</dd>
    </div>
  );
}

import { For, Show } from 'solid-js';
import type { Stats } from '../../../../contracts/stats.ts';
import { countOf } from '../../format/counts.ts';
import { dayOf } from '../../format/days.ts';
import { baseOf, formatExact, formatPrice, formatQuantity, quoteOf } from '../../format/decimal.ts';
import { formatMoney } from '../../format/money.ts';
import { formatAbsolute, formatDateTime } from '../../format/time.ts';
import { VENUE_NAMES } from '../../format/venue-names.ts';
import { Result } from '../../ui/money.tsx';
import { Section } from '../../ui/section.tsx';
import { Cell, Row, Table } from '../../ui/table.tsx';
import { formatShortDate } from './day-names.ts';

const WIDE = 'hidden md:table-cell';

/** What is held now, whatever the period. */
export function Positions(props: { stats: Stats }) {
  const unpriced = () => props.stats.positions.filter((position) => position.unrealised === null).length;
  const answer = () =>
    `Held now, whatever the period, at the last price that is stored${unpriced() === 0 ? '.' : `. ${countOf(unpriced(), 'position')} cannot be valued.`}`;
  return (
    <Section title="Open positions" answer={answer()} class="mt-14">
      <Table
        caption="Open positions"
        columns={[
          { name: 'Product' },
          { name: 'Held', end: true, from: WIDE },
          { name: 'Cost', end: true, from: WIDE },
          { name: 'Last price', end: true },
          { name: 'Unrealised', end: true },
        ]}
      >
        <For each={props.stats.positions}>
          {(position) => (
            <Row
              name={
                <>
                  <bdi class="block max-w-40 truncate">{position.symbol}</bdi>
                  <span class="block text-xs text-ink-2 md:hidden" title={formatExact(position.qty)}>
                    {formatQuantity(position.qty)} {baseOf(position.symbol)}
                  </span>
                  <span class="block text-xs text-ink-3">
                    <span class="max-md:sr-only">{VENUE_NAMES[position.broker]}, </span>
                    since {formatShortDate(dayOf(position.openedAt, props.stats.timezone))}
                  </span>
                </>
              }
            >
              <Cell end from={WIDE}>
                <span title={formatExact(position.qty)}>
                  {formatQuantity(position.qty)} {baseOf(position.symbol)}
                </span>
              </Cell>
              <Cell end from={WIDE} class="text-ink-2">
                <Show when={position.cost} fallback="not known">
                  {(cost) => (
                    <span title={formatExact(cost())}>{formatMoney(cost(), quoteOf(position.symbol))}</span>
                  )}
                </Show>
              </Cell>
              <Cell end>
                <Show when={position.lastPrice} fallback={<span class="text-ink-3">no price yet</span>}>
                  {(price) => <span title={formatExact(price())}>{formatPrice(price())}</span>}
                </Show>
                <Show when={position.lastPriceAt}>
                  {(ts) => (
                    <time
                      datetime={ts()}
                      title={formatAbsolute(ts(), props.stats.timezone)}
                      class="block text-xs text-ink-3"
                    >
                      {formatDateTime(ts(), props.stats.timezone)}
                    </time>
                  )}
                </Show>
              </Cell>
              <Cell end>
                <Show
                  when={position.unrealised}
                  fallback={<span class="text-ink-3">{whyNone(position)}</span>}
                >
                  {(value) => <Result value={value()} currency={quoteOf(position.symbol)} />}
                </Show>
              </Cell>
            </Row>
          )}
        </For>
      </Table>
    </Section>
  );
}

function whyNone(position: Stats['positions'][number]): string {
  return position.cost === null ? 'cost not known' : 'no price yet';
}

import { createResource, createSignal, For, Show } from 'solid-js';
import type { z } from 'zod';
import { type Balance, BalancesResponseSchema, type ConnectionDto } from '../../../../contracts/brokers.ts';
import { get } from '../../api.ts';
import { formatExact, formatQuantity } from '../../format/decimal.ts';
import { Answered, settled } from '../../ui/answered.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Moment } from '../../ui/moment.tsx';
import { explainDifferences, sortBalances, tellBalances } from './balance-view.ts';
import { isWhole } from './tell-history.ts';

/** Whether the books explain what the broker holds. Asked for when it is opened, and again after each import. */
export function Balances(props: { name: string; connection: ConnectionDto }) {
  const [open, setOpen] = createSignal(false);
  // A text, since the connection is another object after each look at it.
  const wanted = () => open() && `${props.connection.broker} ${props.connection.syncedAt}`;
  const [answer, { refetch }] = createResource(wanted, () =>
    get(`/api/brokers/${props.connection.broker}/balances`, BalancesResponseSchema),
  );

  return (
    <Disclosure summary={`Do the books agree with ${props.name}?`} onToggle={setOpen}>
      <div class="text-sm">
        <Answered answer={settled(answer)} name="balances" onRetry={refetch}>
          {(found) => (
            <Compared name={props.name} found={found()} whole={isWhole(props.connection.history.since)} />
          )}
        </Answered>
      </div>
    </Disclosure>
  );
}

function Compared(props: { name: string; found: z.infer<typeof BalancesResponseSchema>; whole: boolean }) {
  return (
    <Show
      when={props.found.checkedAt}
      fallback={<p>{props.name} was not asked yet. The next import does.</p>}
    >
      {(checkedAt) => (
        <>
          <p>
            <span class="font-medium text-ink">{tellBalances(props.found.balances, props.name)}</span>{' '}
            <span class="text-ink-3">
              Asked <Moment ts={checkedAt()} />.
            </span>
          </p>
          <For each={explainDifferences(props.found.balances, props.name, props.whole)}>
            {(text) => <p class="mt-1.5 max-w-prose">{text}</p>}
          </For>
          <Show when={props.found.balances.length > 0}>
            <BalanceTable name={props.name} balances={sortBalances(props.found.balances)} />
          </Show>
        </>
      )}
    </Show>
  );
}

const HEAD = 'py-1.5 pl-4 text-right font-normal first:pl-0 first:text-left';
const CELL = 'py-2 pl-4 text-right align-top first:pl-0 first:text-left [overflow-wrap:anywhere]';

function BalanceTable(props: { name: string; balances: readonly Balance[] }) {
  return (
    <table class="figures mt-3 w-full">
      <caption class="sr-only">What {props.name} holds beside what the books say</caption>
      <thead class="text-ink-3">
        <tr class="border-b border-line">
          <th scope="col" class={HEAD}>
            Asset
          </th>
          <th scope="col" class={`${HEAD} max-sm:hidden`}>
            At {props.name}
          </th>
          <th scope="col" class={`${HEAD} max-sm:hidden`}>
            In the books
          </th>
          <th scope="col" class={HEAD}>
            Difference
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.balances}>
          {(balance) => (
            <tr class="border-b border-line last:border-0">
              <th scope="row" class={`${CELL} font-normal text-ink`}>
                {balance.asset}
                {/* A phone has no room for two more columns. */}
                <span class="block text-ink-3 sm:hidden">
                  {formatQuantity(balance.atBroker)} at {props.name}, {formatQuantity(balance.inBooks)} in the
                  books
                </span>
              </th>
              <td class={`${CELL} max-sm:hidden`} title={formatExact(balance.atBroker)}>
                {formatQuantity(balance.atBroker)}
              </td>
              <td class={`${CELL} max-sm:hidden`} title={formatExact(balance.inBooks)}>
                {formatQuantity(balance.inBooks)}
              </td>
              <td class={`${CELL} whitespace-nowrap`} title={formatExact(balance.difference)}>
                <Show when={!balance.agrees} fallback={<span class="text-ink-3">agrees</span>}>
                  <span class="font-medium text-ink">{withSign(balance.difference)}</span>
                </Show>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

function withSign(value: string): string {
  const text = formatQuantity(value);
  return value.startsWith('-') ? text : `+${text}`;
}

import { For, Show } from 'solid-js';
import type { Insights } from '../../../../contracts/insights.ts';
import { formatExact } from '../../format/decimal.ts';
import { formatMoney } from '../../format/money.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { barShares, busiestMonth, monthName } from './months.ts';

type Months = Insights['costs']['turnover'];

/** So that two months do not make two walls. */
const WIDEST_MONTH_REM = 4;
/** The names of the rows, with the gap behind them. */
const LABELS_REM = 4.25;

/** What was traded and what it took in fees, month by month: two rows of bars over the same months. */
export function Turnover(props: { months: Months; currency: string }) {
  const most = () => busiestMonth(props.months);
  const told = (money: string) => `${formatMoney(money, props.currency)} ${props.currency}`;
  return (
    <Show when={most()}>
      {(month) => (
        <figure class="mt-5 max-w-2xl">
          <figcaption class="figures text-sm text-ink-2">
            Most was traded in {monthName(month().month)}: {told(month().value)}, with {told(month().fees)} in
            fees.
          </figcaption>
          <div
            role="img"
            aria-label={`Traded and paid in fees over ${props.months.length} months. The table below has every figure.`}
            class="mt-4 grid grid-cols-[3.5rem_minmax(0,1fr)] items-end gap-x-3 gap-y-2 text-xs text-ink-3"
            style={{ 'max-width': `${LABELS_REM + props.months.length * WIDEST_MONTH_REM}rem` }}
          >
            <span class="pb-px">Traded</span>
            <Bars months={props.months} of="value" told={told} class="h-20" />
            <span class="pb-px">Fees</span>
            <Bars months={props.months} of="fees" told={told} class="h-10" />
            <span />
            <span class="figures flex justify-between">
              <span>{monthName(props.months[0]?.month ?? '')}</span>
              <Show when={props.months.length > 1}>
                <span>{monthName(props.months.at(-1)?.month ?? '')}</span>
              </Show>
            </span>
          </div>
          <MonthTable months={props.months} currency={props.currency} />
        </figure>
      )}
    </Show>
  );
}

interface BarsProps {
  months: Months;
  of: 'value' | 'fees';
  told: (money: string) => string;
  class: string;
}

function Bars(props: BarsProps) {
  const shares = () => barShares(props.months.map((month) => month[props.of]));
  return (
    <span class={`flex items-end gap-0.5 border-b border-line ${props.class}`}>
      <For each={props.months}>
        {(month, at) => (
          <span
            class="flex h-full flex-1 items-end"
            title={`${monthName(month.month)}: ${props.told(month[props.of])}`}
          >
            <span
              class="keeps-colour w-full rounded-t-[1px] bg-line-strong"
              style={{ height: `${((shares()[at()] ?? 0) * 100).toFixed(2)}%` }}
            />
          </span>
        )}
      </For>
    </span>
  );
}

function MonthTable(props: { months: Months; currency: string }) {
  return (
    <Disclosure summary="Show as a table">
      <table class="figures w-full">
        <caption class="sr-only">Traded and fees by month, in {props.currency}</caption>
        <thead class="text-left text-ink-3">
          <tr>
            <th scope="col" class="py-1.5 font-normal">
              Month
            </th>
            <th scope="col" class="py-1.5 text-right font-normal">
              Traded, {props.currency}
            </th>
            <th scope="col" class="py-1.5 text-right font-normal">
              Fees, {props.currency}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.months.toReversed()}>
            {(month) => (
              <tr class="border-t border-line">
                <th scope="row" class="py-1.5 text-left font-normal text-ink-2">
                  {monthName(month.month)}
                </th>
                <td class="text-right" title={formatExact(month.value)}>
                  {formatMoney(month.value, props.currency)}
                </td>
                <td class="text-right" title={formatExact(month.fees)}>
                  {formatMoney(month.fees, props.currency)}
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Disclosure>
  );
}

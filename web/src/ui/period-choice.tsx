import { useSearchParams } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { formatCount } from '../format/decimal.ts';
import { PERIOD_NAMES, PERIODS, readPeriod } from './period.ts';
import { Select } from './select.tsx';

interface PeriodChoiceProps {
  /** The currency that the report on screen speaks of; undefined while none is. */
  currency: string | undefined;
  currencies: readonly { currency: string; fills: number }[];
}

/** Over which time a report looks and, where there was trade in several, in which currency. */
export function PeriodChoice(props: PeriodChoiceProps) {
  const [params, setParams] = useSearchParams();
  // Of a currency that was chosen, and not traded in this period, there is none: it stays what is chosen.
  const traded = () => {
    const { currency, currencies } = props;
    const missing = currency !== undefined && !currencies.some((other) => other.currency === currency);
    return missing ? [...currencies, { currency, fills: 0 }] : currencies;
  };
  const choices = () =>
    traded().map(({ currency, fills }) => ({
      value: currency,
      name: `${currency} (${formatCount(fills)} ${fills === 1 ? 'fill' : 'fills'})`,
    }));
  return (
    <div class="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <fieldset class="-mx-1 flex min-w-0 flex-wrap gap-1 px-1 py-1">
        <legend class="sr-only">Period</legend>
        <For each={PERIODS}>
          {(period) => (
            <button
              type="button"
              aria-pressed={readPeriod(params.period) === period}
              onClick={() => setParams({ period: period === 'all' ? undefined : period }, { replace: true })}
              class="flex h-8 shrink-0 items-center rounded-md px-2.5 text-sm text-ink-2 transition-colors hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink sm:px-3 [@media(pointer:coarse)]:h-11"
            >
              {PERIOD_NAMES[period]}
            </button>
          )}
        </For>
      </fieldset>
      <Show when={choices().length > 1 && props.currency}>
        {(shown) => (
          <Select
            label="Currency"
            choices={choices()}
            value={shown()}
            // It also tells of its own choice when other fills are counted.
            onChange={(currency) => currency !== shown() && setParams({ currency }, { replace: true })}
            class="w-48"
          />
        )}
      </Show>
    </div>
  );
}

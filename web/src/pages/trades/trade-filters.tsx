import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { LabelSchema } from '../../../../contracts/labels.ts';
import { feed } from '../../feed/store.ts';
import { LABELS } from '../../feed/tally.ts';
import { LABEL_TEXT } from '../../format/labels.ts';
import { Button } from '../../ui/button.tsx';
import { type Choice, Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type Filters, isFiltered, wholeSymbol } from './filters.ts';
import { matching, SymbolOptions } from './symbol-options.tsx';

const TYPING_PAUSE_MS = 300;
const ANY: Choice = { value: 'any', name: 'Any' };
const COST_UNKNOWN: Choice = { value: 'cost-unknown', name: 'Cost unknown' };
const CHOICES: Choice[] = [
  ANY,
  ...LABELS.map((label) => ({ value: label, name: LABEL_TEXT[label].name })),
  COST_UNKNOWN,
];

interface TradeFiltersProps {
  filters: Filters;
  onChange: (next: Partial<Filters>) => void;
  onClear: () => void;
}

export function TradeFilters(props: TradeFiltersProps) {
  const [symbol, setSymbol] = createSignal(props.filters.symbol);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(
      () => props.filters.symbol,
      // What is being typed stays while it says the same, or not yet anything.
      (now) => now !== wholeSymbol(symbol()) && setSymbol(now),
      { defer: true },
    ),
  );

  function typed(text: string): void {
    setSymbol(text);
    clearTimeout(timer);
    timer = setTimeout(() => props.onChange({ symbol: wholeSymbol(text) }), TYPING_PAUSE_MS);
  }

  const unfinished = () => symbol().trim() !== '' && wholeSymbol(symbol()) === '';

  const example = () => matching(feed.reflections(), symbol())[0] ?? 'BTC-USD';

  function clear(): void {
    clearTimeout(timer);
    setSymbol('');
    props.onClear();
  }

  function chooseLabel(value: string): void {
    const label = LabelSchema.safeParse(value);
    props.onChange({
      label: label.success ? label.data : undefined,
      cost: value === COST_UNKNOWN.value ? 'unknown' : undefined,
    });
  }

  return (
    <search class="mt-5 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
      <TextField
        label="Symbol"
        name="symbol"
        value={symbol()}
        onChange={typed}
        placeholder="BTC-USD"
        list="symbols"
        class="sm:w-36"
      />
      <SymbolOptions id="symbols" typed={symbol()} reflections={feed.reflections()} />
      <Select
        label="Label"
        choices={CHOICES}
        value={props.filters.cost ? COST_UNKNOWN.value : (props.filters.label ?? ANY.value)}
        onChange={chooseLabel}
        class="sm:w-36"
      />
      <TextField
        label="From"
        name="since"
        type="date"
        value={props.filters.since}
        onChange={(since) => props.onChange({ since })}
        class="sm:w-40"
      />
      <TextField
        label="To"
        name="until"
        type="date"
        value={props.filters.until}
        onChange={(until) => props.onChange({ until })}
        class="sm:w-40"
      />
      <Show when={isFiltered(props.filters) || unfinished()}>
        <Button look="ghost" onClick={clear}>
          Clear
        </Button>
      </Show>
      <Show when={unfinished()}>
        <p class="col-span-2 w-full text-sm text-ink-3" role="status">
          Type a whole product, such as {example()}.
        </p>
      </Show>
    </search>
  );
}

import { Select as Kobalte } from '@kobalte/core/select';
import { CheckIcon, ChevronIcon } from './icons.tsx';

export interface Choice {
  value: string;
  name: string;
}

interface SelectProps {
  label: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
  class?: string;
  describedBy?: string;
}

export function Select(props: SelectProps) {
  const chosen = () =>
    props.choices.find((choice) => choice.value === props.value) ?? props.choices[0] ?? null;
  return (
    <Kobalte<Choice>
      class={`flex flex-col gap-1.5 ${props.class ?? ''}`}
      options={props.choices}
      optionValue="value"
      optionTextValue="name"
      value={chosen()}
      onChange={(choice) => choice !== null && props.onChange(choice.value)}
      gutter={4}
      sameWidth
      itemComponent={(item) => (
        <Kobalte.Item
          item={item.item}
          class="flex h-8 cursor-default items-center justify-between gap-2 rounded px-2.5 text-sm outline-none data-[highlighted]:bg-hover [@media(pointer:coarse)]:h-11"
        >
          <Kobalte.ItemLabel class="min-w-0 truncate">{item.item.rawValue.name}</Kobalte.ItemLabel>
          <Kobalte.ItemIndicator class="text-ink-3">
            <CheckIcon />
          </Kobalte.ItemIndicator>
        </Kobalte.Item>
      )}
    >
      <Kobalte.Label class="text-sm font-medium text-ink-2">{props.label}</Kobalte.Label>
      <Kobalte.Trigger
        aria-describedby={props.describedBy}
        class="flex h-9 w-full min-w-0 items-center justify-between gap-2 rounded-md border border-edge bg-surface px-3 text-base hover:border-ink-3 [@media(pointer:coarse)]:h-11"
      >
        <Kobalte.Value<Choice> class="min-w-0 truncate">
          {(state) => state.selectedOption().name}
        </Kobalte.Value>
        <Kobalte.Icon class="text-ink-3">
          <ChevronIcon />
        </Kobalte.Icon>
      </Kobalte.Trigger>
      <Kobalte.Portal>
        <Kobalte.Content class="z-50 rounded-md border border-line bg-surface p-1 shadow-xl">
          <Kobalte.Listbox class="max-h-84 overflow-y-auto outline-none" />
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}

import { TextField as Kobalte } from '@kobalte/core/text-field';
import { children, type JSX, Show } from 'solid-js';

interface TextFieldProps {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  type?: string;
  inputmode?: 'decimal' | 'numeric' | 'text';
  autocomplete?: string;
  placeholder?: string;
  list?: string;
  hint?: JSX.Element;
  error?: string | undefined;
  required?: boolean;
  autofocus?: boolean;
  action?: JSX.Element;
  class?: string;
}

export function TextField(props: TextFieldProps) {
  const action = children(() => props.action);
  return (
    <Kobalte
      class={`flex flex-col gap-1.5 ${props.class ?? ''}`}
      value={props.value}
      onChange={props.onChange}
      name={props.name}
      required={props.required ?? false}
      validationState={props.error === undefined ? 'valid' : 'invalid'}
    >
      <Kobalte.Label class="text-sm font-medium text-ink-2">{props.label}</Kobalte.Label>
      <div class="relative">
        <Kobalte.Input
          class="h-9 w-full rounded-md border border-edge bg-surface px-3 text-base text-ink placeholder:text-ink-3 hover:border-ink-3 focus-visible:outline-offset-0 data-[invalid]:border-loss [@media(pointer:coarse)]:h-11"
          classList={{ 'pr-16': action() !== undefined }}
          type={props.type ?? 'text'}
          inputmode={props.inputmode}
          autocomplete={props.autocomplete ?? 'off'}
          placeholder={props.placeholder}
          list={props.list}
          autofocus={props.autofocus}
          spellcheck={false}
          autocapitalize="none"
        />
        <Show when={action()}>
          <div class="absolute inset-y-0 right-1 flex items-center">{action()}</div>
        </Show>
      </div>
      <Kobalte.ErrorMessage class="text-sm text-loss">{props.error}</Kobalte.ErrorMessage>
      <Show when={props.hint}>
        {(hint) => <Kobalte.Description class="text-sm text-ink-3">{hint()}</Kobalte.Description>}
      </Show>
    </Kobalte>
  );
}

import { TextField as Kobalte } from '@kobalte/core/text-field';

interface SecretFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint: string;
  error: string | undefined;
}

/** A field of several lines, since some brokers' secrets have them and a password field would lose them; its text is hidden all the same. */
export function SecretField(props: SecretFieldProps) {
  return (
    <Kobalte
      class="flex flex-col gap-1.5"
      value={props.value}
      onChange={props.onChange}
      name="api-secret"
      required
      validationState={props.error === undefined ? 'valid' : 'invalid'}
    >
      <Kobalte.Label class="text-sm font-medium text-ink-2">{props.label}</Kobalte.Label>
      <Kobalte.TextArea
        class="h-20 w-full resize-none rounded-md border border-edge bg-surface px-3 py-2 text-base break-all text-ink [-webkit-text-security:disc] hover:border-ink-3 focus-visible:outline-offset-0 data-[invalid]:border-loss"
        autocomplete="off"
        spellcheck={false}
        autocapitalize="none"
      />
      <Kobalte.ErrorMessage class="text-sm text-loss">{props.error}</Kobalte.ErrorMessage>
      <Kobalte.Description class="text-sm text-ink-3">{props.hint}</Kobalte.Description>
    </Kobalte>
  );
}

import { createSignal, onMount, Show } from 'solid-js';
import { SecondFactorCodeSchema } from '../../../contracts/auth.ts';
import { TextField } from './text-field.tsx';

interface CodeFieldProps {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  hint?: string;
  /** It appears because it is asked for. */
  focused?: boolean;
  /** Only what the app shows will do: no recovery code. */
  appOnly?: boolean;
}

/** Six digits of an authenticator app; or, where that is lost, a recovery code. */
export function CodeField(props: CodeFieldProps) {
  let place: HTMLDivElement | undefined;
  const [recovery, setRecovery] = createSignal(false);
  const focus = () => place?.querySelector('input')?.focus();
  onMount(() => props.focused === true && focus());

  function change(): void {
    setRecovery((now) => !now);
    props.onChange('');
    focus();
  }

  return (
    <div ref={place}>
      <TextField
        label={recovery() ? 'Recovery code' : 'Code of your authenticator app'}
        name="code"
        inputmode={recovery() ? 'text' : 'numeric'}
        autocomplete={recovery() ? 'off' : 'one-time-code'}
        value={props.value}
        // Apps show their digits in groups.
        onChange={(text) => props.onChange(text.replace(/\s/g, ''))}
        error={props.error}
        hint={props.hint}
        required
      />
      <Show when={props.appOnly !== true}>
        <button
          type="button"
          class="mt-1 rounded py-1 text-sm font-medium text-ink underline underline-offset-4 [@media(pointer:coarse)]:py-3"
          onClick={change}
        >
          {recovery() ? 'Use the app instead' : 'Use a recovery code instead'}
        </button>
      </Show>
    </div>
  );
}

export function codeMessage(code: string): string | undefined {
  return SecondFactorCodeSchema.safeParse(code).success
    ? undefined
    : 'Enter the six digits that your app shows, or a recovery code.';
}

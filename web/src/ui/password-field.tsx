import { createSignal } from 'solid-js';
import { TextField } from './text-field.tsx';

interface PasswordFieldProps {
  label?: string;
  name?: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  /** A new password is being chosen: a password manager may make one. */
  choosing: boolean;
  hint?: string;
}

export function PasswordField(props: PasswordFieldProps) {
  const [visible, setVisible] = createSignal(false);
  const label = () => props.label ?? 'Password';
  return (
    <TextField
      label={label()}
      name={props.name ?? 'password'}
      type={visible() ? 'text' : 'password'}
      autocomplete={props.choosing ? 'new-password' : 'current-password'}
      value={props.value}
      onChange={props.onChange}
      error={props.error}
      required
      hint={props.hint}
      action={
        <button
          type="button"
          class="rounded px-2 py-1 text-sm text-ink-2 hover:text-ink"
          aria-label={`${visible() ? 'Hide' : 'Show'} ${label().toLowerCase()}`}
          onClick={() => setVisible((now) => !now)}
        >
          {visible() ? 'Hide' : 'Show'}
        </button>
      }
    />
  );
}

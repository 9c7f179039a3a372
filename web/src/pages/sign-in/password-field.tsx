import { createSignal } from 'solid-js';
import { PASSWORD_MIN_CHARACTERS } from '../../../../contracts/auth.ts';
import { TextField } from '../../ui/text-field.tsx';

interface PasswordFieldProps {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  choosing: boolean;
}

export function PasswordField(props: PasswordFieldProps) {
  const [visible, setVisible] = createSignal(false);
  return (
    <TextField
      label="Password"
      name="password"
      type={visible() ? 'text' : 'password'}
      autocomplete={props.choosing ? 'new-password' : 'current-password'}
      value={props.value}
      onChange={props.onChange}
      error={props.error}
      required
      hint={
        props.choosing
          ? `At least ${PASSWORD_MIN_CHARACTERS} characters. A few unrelated words do well; spaces are fine, and no symbol is required.`
          : undefined
      }
      action={
        <button
          type="button"
          class="rounded px-2 py-1 text-sm text-ink-2 hover:text-ink"
          aria-pressed={visible()}
          aria-label={visible() ? 'Hide password' : 'Show password'}
          onClick={() => setVisible((now) => !now)}
        >
          {visible() ? 'Hide' : 'Show'}
        </button>
      }
    />
  );
}

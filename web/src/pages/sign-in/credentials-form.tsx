import { createSignal, Show } from 'solid-js';
import { type Failure, fieldMessage } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { emailMessage, passwordMessage } from './credential-messages.ts';
import { PasswordField } from './password-field.tsx';

interface CredentialsFormProps {
  submit: string;
  /** A new password is held against the rules; a known one is only asked for. */
  choosing: boolean;
  onSubmit: (email: string, password: string) => Promise<Failure | null>;
}

export function CredentialsForm(props: CredentialsFormProps) {
  const [email, setEmail] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [asked, setAsked] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);

  const emailError = () => (asked() ? emailMessage(email()) : undefined) ?? problemAt('email');
  const passwordError = () =>
    (asked() ? passwordMessage(password(), props.choosing) : undefined) ?? problemAt('password');

  function problemAt(field: 'email' | 'password'): string | undefined {
    const now = problem();
    const codes = field === 'email' ? [] : ['password_too_short', 'password_too_long'];
    if (now !== null && codes.includes(now.code)) return now.detail;
    return fieldMessage(now, field);
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setAsked(true);
    setProblem(null);
    const form = event.currentTarget;
    if (emailError() !== undefined || passwordError() !== undefined) return focusInvalid(form);
    setBusy(true);
    setProblem(await props.onSubmit(email(), password()));
    setBusy(false);
    focusInvalid(form);
  }

  return (
    <form class="mt-8 flex flex-col gap-5" novalidate onSubmit={submit}>
      <Show when={emailError() === undefined && passwordError() === undefined && problem()}>
        {(shown) => <FailureNotice problem={shown()} />}
      </Show>
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autocomplete="username"
        value={email()}
        onChange={changed(setEmail)}
        error={emailError()}
        required
        autofocus
      />
      <PasswordField
        value={password()}
        onChange={changed(setPassword)}
        error={passwordError()}
        choosing={props.choosing}
      />
      <Button look="primary" type="submit" busy={busy()}>
        {props.submit}
      </Button>
    </form>
  );

  function changed(set: (value: string) => void) {
    return (value: string) => {
      setProblem(null);
      set(value);
    };
  }
}

function focusInvalid(form: EventTarget | null): void {
  if (form instanceof HTMLElement) form.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
}

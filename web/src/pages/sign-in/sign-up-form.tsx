import { createSignal, Show } from 'solid-js';
import { fieldMessage } from '../../failure.ts';
import { signUp } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { newPasswordHint, newPasswordMessage, refusedPassword } from '../../ui/new-password.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { emailMessage } from './credential-messages.ts';
import { EmailField } from './email-field.tsx';

export function SignUpForm() {
  const [email, setEmail] = createSignal('');
  const [password, setPassword] = createSignal('');
  const { asked, busy, problem, changed, submit } = useSubmission({
    valid: () => emailMessage(email()) === undefined && newPasswordMessage(password()) === undefined,
    send: () => signUp(email(), password()),
  });
  const emailError = () => (asked() ? emailMessage(email()) : undefined) ?? fieldMessage(problem(), 'email');
  const passwordError = () =>
    (asked() ? newPasswordMessage(password()) : undefined) ??
    refusedPassword(problem()) ??
    fieldMessage(problem(), 'password');

  return (
    <form class="mt-8 flex flex-col gap-5" novalidate onSubmit={submit}>
      <Show when={emailError() === undefined && passwordError() === undefined && problem()}>
        {(shown) => <FailureNotice problem={shown()} />}
      </Show>
      <EmailField value={email()} onChange={changed(setEmail)} error={emailError()} />
      <PasswordField
        value={password()}
        onChange={changed(setPassword)}
        error={passwordError()}
        hint={newPasswordHint()}
        choosing
      />
      <Button look="primary" type="submit" busy={busy()}>
        {busy() ? 'Creating…' : 'Create account'}
      </Button>
    </form>
  );
}

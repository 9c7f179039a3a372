import { batch, createSignal, Show } from 'solid-js';
import { PASSWORD_MIN_CHARACTERS, PASSWORD_MIN_CHARACTERS_OF_TWO } from '../../../../contracts/auth.ts';
import { forgetCsrf, NOTHING, post } from '../../api.ts';
import { type Failure, fieldMessage } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { newPasswordHint, newPasswordMessage, refusedPassword } from '../../ui/new-password.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { UsernameHint } from '../../ui/username-hint.tsx';

export function PasswordForm(props: { twoFactors: boolean; onChanged: () => void }) {
  const [current, setCurrent] = createSignal('');
  const [next, setNext] = createSignal('');
  const minimum = () => (props.twoFactors ? PASSWORD_MIN_CHARACTERS_OF_TWO : PASSWORD_MIN_CHARACTERS);

  const { asked, busy, problem, changed, submit } = useSubmission({
    valid: () => current() !== '' && newPasswordMessage(next(), minimum()) === undefined,
    send,
  });
  const currentError = () => {
    if (asked() && current() === '') return 'Enter your present password.';
    return problem()?.code === 'password_wrong' ? problem()?.detail : fieldMessage(problem(), 'current');
  };
  const nextError = () =>
    (asked() ? newPasswordMessage(next(), minimum()) : undefined) ??
    refusedPassword(problem()) ??
    fieldMessage(problem(), 'next');

  async function send(): Promise<Failure | null> {
    const body = { current: current(), next: next() };
    const answer = await post('/api/account/password', NOTHING, body);
    if (!answer.ok) return answer.problem;
    // The session may have been replaced with the password, and the token goes with the session.
    forgetCsrf();
    batch(() => {
      setCurrent('');
      setNext('');
    });
    props.onChanged();
    void notify('Password changed. All other sessions have ended.');
    return null;
  }

  return (
    <form class="flex max-w-sm flex-col gap-5" novalidate onSubmit={submit}>
      <Show when={currentError() === undefined && nextError() === undefined && problem()}>
        {(shown) => <FailureNotice problem={shown()} />}
      </Show>
      <UsernameHint />
      <PasswordField
        label="Present password"
        name="current-password"
        value={current()}
        onChange={changed(setCurrent)}
        error={currentError()}
        choosing={false}
      />
      <PasswordField
        label="New password"
        name="new-password"
        value={next()}
        onChange={changed(setNext)}
        error={nextError()}
        hint={newPasswordHint(minimum())}
        choosing
      />
      <div>
        <Button look="primary" type="submit" busy={busy()}>
          {busy() ? 'Changing…' : 'Change password'}
        </Button>
      </div>
    </form>
  );
}

import { A } from '@solidjs/router';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { PASSWORD_MIN_CHARACTERS_OF_TWO } from '../../../../contracts/auth.ts';
import { forgetCsrf, NOTHING, post } from '../../api.ts';
import { type Failure, fieldMessage } from '../../failure.ts';
import { checkSession } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { LINK } from '../../ui/link-look.ts';
import { newPasswordHint, newPasswordMessage, refusedPassword } from '../../ui/new-password.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { useTitle } from '../../ui/title.ts';
import { takeToken } from './reset-token.ts';
import { Said } from './said.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

/** Where the link of the mail leads: whoever holds it chooses a new password. */
export default function Reset() {
  useTitle(() => 'Choose a new password');
  const [token, setToken] = createSignal(takeToken(location, history));
  const [done, setDone] = createSignal(false);

  /** All sessions end with the old password, this browser's too if it had one. */
  function changed(): void {
    setDone(true);
    forgetCsrf();
    void checkSession();
  }

  return (
    <SignInFrame title="Choose a new password" lead="All sessions end with the old one.">
      <Switch>
        <Match when={done()}>
          <Said title="Your password is changed." tone="good">
            <A href="/login" class={LINK}>
              Log in
            </A>{' '}
            with it.
          </Said>
        </Match>
        <Match when={token()}>
          {(held) => <ResetForm token={held()} onDone={changed} onInvalid={() => setToken(null)} />}
        </Match>
        <Match when>
          <Said title="This link is no longer valid." tone="bad">
            It is good once, for half an hour, and only as a whole.{' '}
            <A href="/forgot" class={LINK}>
              Ask for a new one
            </A>
            .
          </Said>
        </Match>
      </Switch>
    </SignInFrame>
  );
}

function ResetForm(props: { token: string; onDone: () => void; onInvalid: () => void }) {
  const [password, setPassword] = createSignal('');
  /** Of one that would do beside a second factor only, the server judges: it knows whose link it is. */
  const message = () => {
    const found = newPasswordMessage(password());
    const enough = newPasswordMessage(password(), PASSWORD_MIN_CHARACTERS_OF_TWO) === undefined;
    return enough ? undefined : found;
  };
  const { asked, busy, problem, changed, submit } = useSubmission({
    valid: () => message() === undefined,
    send,
  });
  const error = () =>
    (asked() ? message() : undefined) ?? refusedPassword(problem()) ?? fieldMessage(problem(), 'password');

  async function send(): Promise<Failure | null> {
    const body = { token: props.token, password: password() };
    const answer = await post('/api/auth/reset/confirm', NOTHING, body);
    if (!answer.ok) {
      if (answer.problem.code === 'reset_invalid') props.onInvalid();
      return answer.problem;
    }
    props.onDone();
    return null;
  }

  return (
    <form class="mt-8 flex flex-col gap-5" novalidate onSubmit={submit}>
      <Show when={error() === undefined && problem()}>{(shown) => <FailureNotice problem={shown()} />}</Show>
      <PasswordField
        label="New password"
        value={password()}
        onChange={changed(setPassword)}
        error={error()}
        hint={`${newPasswordHint()} Beside a second factor ${PASSWORD_MIN_CHARACTERS_OF_TWO} characters do.`}
        choosing
      />
      <Button look="primary" type="submit" busy={busy()}>
        {busy() ? 'Saving…' : 'Save the new password'}
      </Button>
    </form>
  );
}

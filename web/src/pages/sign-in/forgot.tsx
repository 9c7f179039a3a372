import { A } from '@solidjs/router';
import { createSignal, Show } from 'solid-js';
import { NOTHING, post } from '../../api.ts';
import { type Failure, fieldMessage } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { LINK } from '../../ui/link-look.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { useTitle } from '../../ui/title.ts';
import { emailMessage } from './credential-messages.ts';
import { EmailField } from './email-field.tsx';
import { Said } from './said.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

/** Asks for a link to choose a new password. What it says tells nothing of who has an account. */
export default function Forgot() {
  useTitle(() => 'Forgot your password?');
  const [sent, setSent] = createSignal(false);
  return (
    <SignInFrame
      title="Forgot your password?"
      lead="Enter the address of your account. A mail brings a link to choose a new password."
    >
      <Show when={sent()} fallback={<ForgotForm onSent={() => setSent(true)} />}>
        <Said title="If there is an account, a mail is on its way.">
          Its link is good once, for half an hour. If nothing comes, look into the spam folder, or{' '}
          <button type="button" class={LINK} onClick={() => setSent(false)}>
            ask again
          </button>
          .
        </Said>
      </Show>
      <p class="mt-6 text-sm">
        <A href="/login" class={LINK}>
          Back to log in
        </A>
      </p>
    </SignInFrame>
  );
}

function ForgotForm(props: { onSent: () => void }) {
  const [email, setEmail] = createSignal('');
  const { asked, busy, problem, changed, submit } = useSubmission({
    valid: () => emailMessage(email()) === undefined,
    send,
  });
  const error = () => (asked() ? emailMessage(email()) : undefined) ?? fieldMessage(problem(), 'email');

  async function send(): Promise<Failure | null> {
    const answer = await post('/api/auth/reset', NOTHING, { email: email() });
    if (!answer.ok) return answer.problem;
    props.onSent();
    return null;
  }

  return (
    <form class="mt-8 flex flex-col gap-5" novalidate onSubmit={submit}>
      <Show when={error() === undefined && problem()}>{(shown) => <FailureNotice problem={shown()} />}</Show>
      <EmailField value={email()} onChange={changed(setEmail)} error={error()} />
      <Button look="primary" type="submit" busy={busy()}>
        {busy() ? 'Sending…' : 'Send the link'}
      </Button>
    </form>
  );
}

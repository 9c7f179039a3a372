import { batch, createSignal, Show } from 'solid-js';
import { type Failure, fieldMessage } from '../../failure.ts';
import { signIn } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { CodeField, codeMessage } from '../../ui/code-field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { emailMessage } from './credential-messages.ts';
import { EmailField } from './email-field.tsx';

export function LogInForm() {
  const [email, setEmail] = createSignal('');
  const [password, setPassword] = createSignal('');
  /** null: not asked for, as of an account without a second factor. */
  const [code, setCode] = createSignal<string | null>(null);

  const messages = () => ({
    email: emailMessage(email()),
    password: password() === '' ? 'Enter a password.' : undefined,
    code: code() === null ? undefined : codeMessage(code() ?? ''),
  });
  const { asked, busy, problem, setProblem, changed, submit } = useSubmission({
    valid: () => Object.values(messages()).every((message) => message === undefined),
    send,
  });
  const errors = () => {
    const typed = asked() ? messages() : undefined;
    return {
      email: typed?.email ?? fieldMessage(problem(), 'email'),
      password: typed?.password ?? fieldMessage(problem(), 'password'),
      code: typed?.code ?? wrongCode() ?? fieldMessage(problem(), 'code'),
    };
  };
  const wrongCode = () => (problem()?.code === 'second_factor_wrong' ? problem()?.detail : undefined);
  const elsewhere = () => (Object.values(errors()).some((error) => error !== undefined) ? null : problem());

  async function send(): Promise<Failure | null> {
    const typed = code();
    const credentials = { email: email(), password: password(), ...(typed !== null && { code: typed }) };
    const found = await signIn(credentials);
    if (found?.code !== 'second_factor_required') return found;
    // Not a refusal: there is one question more.
    setCode('');
    return null;
  }

  /** Of another address it is not known whether it has a second factor. */
  function changeEmail(next: string): void {
    batch(() => {
      setProblem(null);
      setEmail(next);
      setCode(null);
    });
  }

  return (
    <form class="mt-8 flex flex-col gap-5" novalidate onSubmit={submit}>
      <Show when={elsewhere()}>{(shown) => <FailureNotice problem={shown()} />}</Show>
      <EmailField value={email()} onChange={changeEmail} error={errors().email} />
      <PasswordField
        value={password()}
        onChange={changed(setPassword)}
        error={errors().password}
        choosing={false}
      />
      <Show when={code() !== null}>
        <CodeField
          value={code() ?? ''}
          onChange={changed(setCode)}
          error={errors().code}
          hint="This account has a second factor."
          focused
        />
      </Show>
      <Button look="primary" type="submit" busy={busy()}>
        {busy() ? 'Checking…' : 'Log in'}
      </Button>
    </form>
  );
}

import { createSignal, onMount, Show } from 'solid-js';
import { type Failure, fieldMessage } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { CodeField, codeMessage } from '../../ui/code-field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { UsernameHint } from '../../ui/username-hint.tsx';

export interface Proof {
  password: string;
  code?: string;
}

interface ProofFormProps {
  submit: string;
  busyText: string;
  danger?: boolean;
  /** The second factor is asked for too. */
  asksCode: boolean;
  onSubmit: (proof: Proof) => Promise<Failure | null>;
  onCancel?: () => void;
}

/** Asks who is in front of the screen to prove it once more, before something that a stolen session must not do. */
export function ProofForm(props: ProofFormProps) {
  let form: HTMLFormElement | undefined;
  const [password, setPassword] = createSignal('');
  const [code, setCode] = createSignal('');
  // One that was opened by its trader takes the focus; one that stands on the page does not.
  onMount(() => props.onCancel && form?.querySelector<HTMLInputElement>('input:not([readonly])')?.focus());

  const codeProblem = () => (props.asksCode ? codeMessage(code()) : undefined);
  const { asked, busy, problem, changed, submit } = useSubmission({
    valid: () => password() !== '' && codeProblem() === undefined,
    send: () => props.onSubmit({ password: password(), ...(props.asksCode && { code: code() }) }),
  });
  const passwordError = () => {
    if (asked() && password() === '') return 'Enter your password.';
    return problem()?.code === 'password_wrong' ? problem()?.detail : fieldMessage(problem(), 'password');
  };
  const codeError = () => {
    const typed = asked() ? codeProblem() : undefined;
    if (typed !== undefined) return typed;
    return problem()?.code === 'second_factor_wrong' ? problem()?.detail : fieldMessage(problem(), 'code');
  };

  return (
    <form ref={form} class="flex max-w-sm flex-col gap-5" novalidate onSubmit={submit}>
      <Show when={passwordError() === undefined && codeError() === undefined && problem()}>
        {(shown) => <FailureNotice problem={shown()} />}
      </Show>
      <UsernameHint />
      <PasswordField
        label="Your password"
        value={password()}
        onChange={changed(setPassword)}
        error={passwordError()}
        choosing={false}
      />
      <Show when={props.asksCode}>
        <CodeField value={code()} onChange={changed(setCode)} error={codeError()} />
      </Show>
      <div class="flex flex-wrap gap-2">
        <Button look={props.danger ? 'danger' : 'primary'} type="submit" busy={busy()}>
          {busy() ? props.busyText : props.submit}
        </Button>
        <Show when={props.onCancel}>
          {(cancel) => (
            <Button look="ghost" onClick={() => cancel()()}>
              Cancel
            </Button>
          )}
        </Show>
      </div>
    </form>
  );
}

import { createSignal, lazy, Show, Suspense } from 'solid-js';
import { type Failure, fieldMessage } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { CodeField, codeMessage } from '../../ui/code-field.tsx';
import { LINK } from '../../ui/link-look.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { CopyButton } from './copy-button.tsx';
import { groupSecret } from './tell-codes.ts';

// Where its code does not come, the secret can be typed.
const QrCode = lazy(() => import('./qr-code.tsx').catch(() => ({ default: () => null })));

interface SetUpStepsProps {
  started: { secret: string; uri: string };
  onConfirm: (code: string) => Promise<Failure | null>;
  onCancel: () => void;
}

/** From the secret to the first code, which shows that the app has it. */
export function SetUpSteps(props: SetUpStepsProps) {
  const [code, setCode] = createSignal('');
  const { asked, busy, problem, changed, submit } = useSubmission({
    valid: () => codeMessage(code()) === undefined,
    send: () => props.onConfirm(code()),
  });
  const error = () => {
    if (asked() && codeMessage(code()) !== undefined) return 'Enter the six digits that your app shows.';
    return problem()?.code === 'second_factor_wrong' ? problem()?.detail : fieldMessage(problem(), 'code');
  };

  return (
    <ol class="flex flex-col gap-8">
      <li>
        <h3 class="font-medium">1. Scan this with your authenticator app</h3>
        <div class="mt-3 size-48">
          <Suspense fallback={<div class="skeleton size-48" />}>
            <QrCode text={props.started.uri} />
          </Suspense>
        </div>
        <p class="mt-4 text-sm text-ink-2">
          On this very phone,{' '}
          <a href={props.started.uri} class={LINK}>
            open your app
          </a>
          . Or type this key into it:
        </p>
        <p class="mt-2 flex flex-wrap items-center gap-3">
          <code class="rounded-md border border-line bg-sunken px-3 py-1.5 font-mono text-sm break-all">
            {groupSecret(props.started.secret)}
          </code>
          <CopyButton text={props.started.secret} name="Copy the key" />
        </p>
      </li>
      <li>
        <h3 class="font-medium">2. Enter the code that it shows</h3>
        <form class="mt-3 flex max-w-sm flex-col gap-5" novalidate onSubmit={submit}>
          <Show when={error() === undefined && problem()}>
            {(shown) => <FailureNotice problem={shown()} />}
          </Show>
          <CodeField
            value={code()}
            onChange={changed(setCode)}
            error={error()}
            hint="Until then nothing changes, and no code is asked for."
            focused
            appOnly
          />
          <div class="flex flex-wrap gap-2">
            <Button look="primary" type="submit" busy={busy()}>
              {busy() ? 'Checking…' : 'Turn on'}
            </Button>
            <Button look="ghost" onClick={props.onCancel}>
              Cancel
            </Button>
          </div>
        </form>
      </li>
    </ol>
  );
}

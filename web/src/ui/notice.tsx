import { createSignal, type JSX, Show } from 'solid-js';
import type { Failure } from '../failure.ts';
import { Button } from './button.tsx';
import { whenOnline } from './when-online.ts';

interface NoticeProps {
  tone?: 'plain' | 'bad' | 'good';
  title: string;
  children?: JSX.Element;
  actions?: JSX.Element;
}

const TONES = { plain: 'border-l-line-strong', bad: 'border-l-loss', good: 'border-l-gain' };

export function Notice(props: NoticeProps) {
  return (
    <div
      role={props.tone === 'bad' ? 'alert' : 'status'}
      class={`flex flex-wrap items-center gap-x-6 gap-y-3 rounded-md border border-l-2 border-line bg-surface px-4 py-3 text-sm ${TONES[props.tone ?? 'plain']}`}
    >
      <div class="min-w-52 flex-1">
        <p class="font-medium text-ink">{props.title}</p>
        <Show when={props.children}>{(children) => <div class="mt-0.5 text-ink-2">{children()}</div>}</Show>
      </div>
      <Show when={props.actions}>{(actions) => <div class="flex flex-wrap gap-2">{actions()}</div>}</Show>
    </div>
  );
}

interface FailureNoticeProps {
  problem: Failure;
  /** Its button is busy until what this returns is settled. */
  onRetry?: () => unknown;
  /** It is being tried again without the button. */
  trying?: boolean;
  actions?: JSX.Element;
}

/** What went wrong, what to do about it, and the id that support will ask for. */
export function FailureNotice(props: FailureNoticeProps) {
  const [trying, setTrying] = createSignal(false);

  async function tryAgain(): Promise<void> {
    if (trying()) return;
    setTrying(true);
    try {
      await props.onRetry?.();
    } finally {
      setTrying(false);
    }
  }

  whenOnline(() => props.problem.code === 'network' && void tryAgain());
  return (
    <Notice
      tone="bad"
      title={props.problem.title}
      actions={
        <>
          {props.actions}
          <Show when={props.onRetry}>
            <Button busy={trying() || props.trying === true} onClick={() => void tryAgain()}>
              Try again
            </Button>
          </Show>
        </>
      }
    >
      {props.problem.detail}
      <Show when={props.problem.requestId}>
        {(id) => <span class="mt-1 block text-xs text-ink-3">Request {id()}</span>}
      </Show>
    </Notice>
  );
}

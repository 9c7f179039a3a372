import { createSignal, type JSX, Show } from 'solid-js';
import { type Thresholds, ThresholdsSchema } from '../../../../contracts/thresholds.ts';
import { post } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { notify } from '../../ui/notify.tsx';

interface ResetButtonProps {
  what: 'thresholds' | 'feedback';
  name: string;
  title: string;
  done: string;
  children: JSX.Element;
  onDone: (now: Thresholds) => void;
}

/** Starts something learned anew, once it was confirmed. */
export function ResetButton(props: ResetButtonProps) {
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);

  async function reset(): Promise<void> {
    setBusy(true);
    setProblem(null);
    const answer = await post('/api/thresholds/reset', ThresholdsSchema, { what: props.what });
    setBusy(false);
    setAsking(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    props.onDone(answer.value);
    await notify(props.done);
  }

  return (
    <div class="mt-4 flex flex-col items-start gap-3">
      <Show when={problem()}>{(shown) => <FailureNotice problem={shown()} />}</Show>
      <Button onClick={() => setAsking(true)}>{props.name}</Button>
      <Confirm
        open={asking()}
        title={props.title}
        confirm="Reset"
        busy={busy()}
        onConfirm={reset}
        onClose={() => setAsking(false)}
      >
        {props.children}
      </Confirm>
    </div>
  );
}

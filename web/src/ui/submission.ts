import { batch, createSignal } from 'solid-js';
import type { Failure } from '../failure.ts';
import { focusInvalid } from './focus-invalid.ts';

interface SubmissionOptions {
  /** Whether what was typed may be sent. */
  valid: () => boolean;
  send: () => Promise<Failure | null>;
}

/** What every form does: it sends once at a time, says what is wrong, and gives the focus to where. */
export function useSubmission(options: SubmissionOptions) {
  /** It was to be sent and may not be: each field says what is wrong with it, until all is well and sent. */
  const [asked, setAsked] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (busy()) return;
    // Gone from the event by the time of the answer.
    const form = event.currentTarget;
    const valid = options.valid();
    batch(() => {
      setAsked(!valid);
      setProblem(null);
    });
    if (!valid) return focusInvalid(form);
    setBusy(true);
    const found = await options.send();
    batch(() => {
      setBusy(false);
      setProblem(found);
    });
    focusInvalid(form);
  }

  /** What a field does with what is typed: the answer of before no longer speaks of it. */
  function changed(set: (value: string) => void) {
    return (value: string) => {
      setProblem(null);
      set(value);
    };
  }

  return { asked, busy, problem, setProblem, changed, submit };
}

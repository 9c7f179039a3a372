import { createSignal, Show } from 'solid-js';
import type { Check } from '../../../contracts/check.ts';
import { Dialog } from '../ui/dialog.tsx';
import { CheckAnswer } from './check-answer.tsx';
import { CheckForm } from './check-form.tsx';

/** Holds a trade that is only thought of against the trader's own history. Nothing of it is kept. */
export default function BeforeTrade(props: { onClose: () => void }) {
  const [check, setCheck] = createSignal<Check | null>(null);
  return (
    <Dialog open title="Before you trade" onClose={props.onClose}>
      <CheckForm onChecked={setCheck} />
      <Show when={check()} keyed>
        {(found) => <CheckAnswer check={found} onLeave={props.onClose} />}
      </Show>
      <p role="status" class="sr-only">
        {check()?.sentence}
      </p>
    </Dialog>
  );
}

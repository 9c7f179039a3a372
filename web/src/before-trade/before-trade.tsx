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
      {/* An answer never stands under another question; and where the next one is the same, it is news to a reader. */}
      <CheckForm onAsk={() => setCheck(null)} onChecked={setCheck} />
      <Show when={check()} keyed>
        {(found) => <CheckAnswer check={found} onLeave={props.onClose} />}
      </Show>
      <p role="status" class="sr-only">
        {check()?.sentence}
      </p>
    </Dialog>
  );
}

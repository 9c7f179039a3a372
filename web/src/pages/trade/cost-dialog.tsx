import { createSignal, onMount, Show } from 'solid-js';
import type { Trade, TradeLedger } from '../../../../contracts/trades.ts';
import { NOTHING, put } from '../../api.ts';
import { type Failure, fieldMessage } from '../../failure.ts';
import { baseOf, quoteOf } from '../../format/decimal.ts';
import { formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { focusInvalid } from '../../ui/focus-invalid.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { readCost } from './read-cost.ts';
import { wallTimeOf } from './wall-clock.ts';

interface CostDialogProps {
  trade: Trade;
  entered: NonNullable<TradeLedger['enteredCost']> | undefined;
  onClose: () => void;
  onAccepted: () => void;
}

/** Asks what a sale of unknown basis was bought for. */
export function CostDialog(props: CostDialogProps) {
  return (
    <Dialog open title="Enter cost basis" onClose={props.onClose}>
      <CostForm {...props} />
    </Dialog>
  );
}

function CostForm(props: CostDialogProps) {
  let form: HTMLFormElement | undefined;
  const acquiredAt = props.entered?.acquiredAt;
  const [price, setPrice] = createSignal(props.entered?.unitCost ?? '');
  const [bought, setBought] = createSignal(acquiredAt ? wallTimeOf(acquiredAt, timezone()) : '');
  const [asked, setAsked] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  const quote = () => quoteOf(props.trade.symbol);

  const cost = () => readCost(price(), bought(), props.trade.ts, timezone());
  const errors = () => {
    const read = cost();
    return asked() && !read.ok ? read.errors : {};
  };

  // In a timeout of its own, just before this one, the dialog puts the focus on what closes it.
  onMount(() => setTimeout(() => form?.querySelector('input')?.focus()));

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setAsked(true);
    setProblem(null);
    const read = cost();
    if (!read.ok) return focusInvalid(event.currentTarget);
    setBusy(true);
    const answer = await put(`/api/trades/${props.trade.id}/cost`, NOTHING, read.request);
    setBusy(false);
    if (answer.ok) props.onAccepted();
    else setProblem(answer.problem);
  }

  return (
    <form ref={form} class="flex flex-col gap-5" novalidate onSubmit={submit}>
      <p class="text-sm text-ink-2">
        What you paid for the {baseOf(props.trade.symbol)} that you sold on{' '}
        {formatDateTime(props.trade.ts, timezone())}.
      </p>
      <Show when={problem()}>{(shown) => <FailureNotice problem={shown()} />}</Show>
      <TextField
        label={`Price per ${baseOf(props.trade.symbol)}, in ${quote()}`}
        name="unitCost"
        value={price()}
        onChange={setPrice}
        hint="Fees included."
        error={errors().price ?? fieldMessage(problem(), 'unitCost')}
        required
      />
      <TextField
        label="Bought on (optional)"
        name="acquiredAt"
        type="datetime-local"
        value={bought()}
        onChange={setBought}
        hint={`On your clock, ${timezone()}. Without it, how long it was held stays unknown.`}
        error={errors().bought ?? fieldMessage(problem(), 'acquiredAt')}
      />
      <div class="flex justify-end gap-2">
        <Button look="ghost" onClick={props.onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" busy={busy()}>
          Save
        </Button>
      </div>
    </form>
  );
}

import { createSignal, Show } from 'solid-js';
import type { Trade, TradeLedger } from '../../../../contracts/trades.ts';
import { NOTHING, put } from '../../api.ts';
import { fieldMessage } from '../../failure.ts';
import { baseOf, quoteOf } from '../../format/decimal.ts';
import { formatDateTime } from '../../format/time.ts';
import { timezone } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { TextField } from '../../ui/text-field.tsx';
import { readCost } from './read-cost.ts';
import { isSameCost } from './same-cost.ts';
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
  const quote = () => quoteOf(props.trade.symbol);
  const cost = () => readCost(price(), bought(), props.trade.ts, timezone());

  const { asked, busy, problem, changed, submit } = useSubmission({
    valid: () => cost().ok,
    async send() {
      const read = cost();
      if (!read.ok) return null;
      if (isSameCost(props.entered, price().trim(), bought(), timezone())) {
        props.onClose();
        return null;
      }
      const answer = await put(`/api/trades/${props.trade.id}/cost`, NOTHING, read.request);
      if (!answer.ok) return answer.problem;
      props.onAccepted();
      return null;
    },
  });
  const errors = () => {
    const read = cost();
    const typed = asked() && !read.ok ? read.errors : {};
    return {
      price: typed.price ?? fieldMessage(problem(), 'unitCost'),
      bought: typed.bought ?? fieldMessage(problem(), 'acquiredAt'),
    };
  };
  const elsewhere = () => (Object.values(errors()).some((error) => error !== undefined) ? null : problem());

  focusField(() => form, 'input');

  return (
    <form ref={form} class="flex flex-col gap-5" novalidate onSubmit={submit}>
      <p class="text-sm text-ink-2">
        What you paid for the {baseOf(props.trade.symbol)} that you sold on{' '}
        {formatDateTime(props.trade.ts, timezone())}.
      </p>
      <Show when={elsewhere()}>{(shown) => <FailureNotice problem={shown()} />}</Show>
      <TextField
        label={`Price per ${baseOf(props.trade.symbol)}, in ${quote()}`}
        name="unitCost"
        inputmode="decimal"
        value={price()}
        onChange={changed(setPrice)}
        hint="Fees included."
        error={errors().price}
        required
      />
      <TextField
        label="Bought on (optional)"
        name="acquiredAt"
        type="datetime-local"
        value={bought()}
        onChange={changed(setBought)}
        hint={`On your clock, ${timezone()}. Without it, how long it was held stays unknown.`}
        error={errors().bought}
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

import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { type Check, CheckSchema } from '../../../contracts/check.ts';
import type { Side } from '../../../contracts/side.ts';
import { post } from '../api.ts';
import { type Failure, fieldMessage } from '../failure.ts';
import { baseOf, formatQuantity } from '../format/decimal.ts';
import { keepForUser } from '../kept.ts';
import { Button } from '../ui/button.tsx';
import { focusField } from '../ui/focus-field.ts';
import { FailureNotice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { useSubmission } from '../ui/submission.ts';
import { TextField } from '../ui/text-field.tsx';
import { useOwnProducts } from './own-products.ts';
import { type Draft, readQuote, readRequest, readSymbol } from './read-request.ts';

/** Whoever looks twice looks at the same product again. */
const last = keepForUser<Pick<Draft, 'symbol' | 'side'>>();

/** Which field a refusal is about. */
const FIELD_OF: Partial<Record<Failure['code'], keyof Draft>> = {
  product_unknown: 'symbol',
  price_needed: 'price',
  quantity_needed: 'qty',
  nothing_held: 'qty',
};

const SIDES: readonly { side: Side; name: string }[] = [
  { side: 'BUY', name: 'Buy' },
  { side: 'SELL', name: 'Sell' },
];

const SYMBOL_FIELD = 'input[name="symbol"]';

export function CheckForm(props: { onAsk: () => void; onChecked: (check: Check) => void }) {
  let form: HTMLFormElement | undefined;
  const list = createUniqueId();
  const kept = last.get('');
  const [draft, setDraft] = createSignal<Draft>({
    symbol: kept?.symbol ?? '',
    side: kept?.side ?? 'BUY',
    qty: '',
    price: '',
  });
  let touched = false;
  const products = useOwnProducts(([newest]) => {
    if (!newest || touched || draft().symbol !== '') return;
    change({ symbol: newest.symbol });
    // Whoever types has another in mind.
    if (document.activeElement === symbolField()) symbolField()?.select();
  });
  const symbol = () => readSymbol(draft().symbol);
  const held = () => products().find((product) => product.symbol === symbol() && product.held !== '0')?.held;

  const { asked, busy, problem, changed, submit } = useSubmission({
    valid: () => readRequest(draft()).ok,
    async send() {
      const sent = draft();
      const read = readRequest(sent);
      if (!read.ok) return null;
      props.onAsk();
      const answer = await post('/api/twin/check', CheckSchema, read.request);
      // What was changed meanwhile is another question.
      if (draft() !== sent) return null;
      if (!answer.ok) return answer.problem;
      last.keep('', { symbol: read.request.symbol, side: read.request.side });
      props.onChecked(answer.value);
      return null;
    },
  });
  const errorOf = (field: 'symbol' | 'qty' | 'price') => {
    const found = problem();
    const read = readRequest(draft());
    if (asked() && !read.ok && read.errors[field]) return read.errors[field];
    if (found && FIELD_OF[found.code] === field) return found.detail;
    return fieldMessage(found, field);
  };
  const elsewhere = () => {
    const found = problem();
    return found && FIELD_OF[found.code] === undefined && found.fields.length === 0 ? found : null;
  };
  const type = (field: 'symbol' | 'qty' | 'price') =>
    changed((value) => {
      touched = true;
      change({ [field]: value });
    });

  focusField(() => form, SYMBOL_FIELD);

  return (
    <form ref={form} class="flex flex-col gap-4" novalidate onSubmit={submit}>
      <p class="text-sm text-ink-2">
        What your own history says of a trade that you have in mind. Nothing is kept of it.
      </p>
      <TextField
        label="Product"
        name="symbol"
        value={draft().symbol}
        onChange={type('symbol')}
        error={errorOf('symbol')}
        placeholder="BTC-USD"
        list={list}
        required
      />
      <datalist id={list}>
        <For each={[...new Set(products().map((product) => product.symbol))]}>
          {(own) => <option value={own} />}
        </For>
      </datalist>
      <fieldset>
        <legend class="text-sm font-medium text-ink-2">Side</legend>
        <div class="mt-1.5 grid grid-cols-2 gap-2">
          <For each={SIDES}>
            {({ side, name }) => (
              <label class="flex h-9 items-center justify-center rounded-md border border-edge text-sm font-medium hover:bg-hover has-checked:border-ink has-checked:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus [@media(pointer:coarse)]:h-11">
                <input
                  type="radio"
                  name="side"
                  class="sr-only"
                  value={side}
                  checked={draft().side === side}
                  onChange={() => changed(() => change({ side }))('')}
                />
                {name}
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <div class="grid grid-cols-2 items-start gap-3">
        <TextField
          label="Quantity"
          name="qty"
          inputmode="decimal"
          value={draft().qty}
          onChange={type('qty')}
          error={errorOf('qty')}
          hint={
            draft().side === 'BUY' ? 'If empty: your usual size.' : `If empty: all that is held${heldText()}.`
          }
        />
        <TextField
          label="Price"
          name="price"
          inputmode="decimal"
          value={draft().price}
          onChange={type('price')}
          error={errorOf('price')}
          hint={`If empty: the last hour’s close, in ${readQuote(draft().symbol) ?? 'the quote currency'}.`}
        />
      </div>
      <Show when={elsewhere()}>{(shown) => <FailureNotice problem={shown()} />}</Show>
      <Button look="primary" type="submit" busy={busy()}>
        {busy() ? 'Checking…' : 'Check'}
      </Button>
      <Show when={busy()}>
        <Progress label="Checking" value={null} />
      </Show>
    </form>
  );

  function symbolField(): HTMLInputElement | null | undefined {
    return form?.querySelector<HTMLInputElement>(SYMBOL_FIELD);
  }

  function change(typed: Partial<Draft>): void {
    props.onAsk();
    setDraft((before) => ({ ...before, ...typed }));
  }

  function heldText(): string {
    const now = held();
    return now === undefined ? '' : ` (${formatQuantity(now)} ${baseOf(symbol())})`;
  }
}

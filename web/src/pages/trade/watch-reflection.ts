import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { TradeBias } from '../../../../contracts/trades.ts';
import { feed } from '../../feed/store.ts';

const POLL_MS = 2_000;
/** How often a trade without a reflection is looked at: the feed holds only the newest, and may have let go of this one's. */
const UNREAD_POLL_MS = 10_000;
const PATIENCE_MS = 60_000;

interface Rescoring {
  /** waiting: the trades are being gone over. overdue: that takes longer than this page looks for it. */
  state: Accessor<'idle' | 'waiting' | 'overdue'>;
  begin: () => void;
}

/**
 * Looks at a trade again when a new reflection on it comes over the feed, now and then while it has none, and after `begin` every now and then
 * until it has changed.
 */
export function watchReflection(
  tradeId: Accessor<string>,
  bias: Accessor<TradeBias | undefined>,
  lookAgain: () => void,
): Rescoring {
  /** What was derived when the waiting began. */
  const [before, setBefore] = createSignal<string>();
  const [overdue, setOverdue] = createSignal(false);

  const told = createMemo(() => feed.reflections().find((event) => event.payload.tradeId === tradeId()));
  // The event can be there before the answer that was read without it.
  const isThere = createMemo(() => bias() !== undefined);
  createEffect(
    on([told, isThere], ([event]) => {
      const shown = bias();
      if (event && shown && event.payload.insight !== shown.reflection?.insight) lookAgain();
    }),
  );
  const unread = createMemo(() => bias()?.reflection === null);
  createEffect(() => {
    if (!unread()) return;
    const polling = setInterval(lookAgain, UNREAD_POLL_MS);
    onCleanup(() => clearInterval(polling));
  });

  const state = () => {
    if (before() === undefined) return 'idle';
    return overdue() ? 'overdue' : 'waiting';
  };
  createEffect(() => {
    if (state() !== 'waiting') return;
    const polling = setInterval(lookAgain, POLL_MS);
    const patience = setTimeout(() => setOverdue(true), PATIENCE_MS);
    onCleanup(() => {
      clearInterval(polling);
      clearTimeout(patience);
    });
  });
  createEffect(() => before() !== undefined && derivedOf(bias()) !== before() && setBefore(undefined));
  createEffect(on(tradeId, () => setBefore(undefined)));

  return {
    state,
    begin() {
      setOverdue(false);
      setBefore(derivedOf(bias()));
    },
  };
}

/** What going over the trades changes: what the trader entered changes at once. */
function derivedOf(bias: TradeBias | undefined): string {
  if (bias === undefined) return '';
  return JSON.stringify([bias.trade, bias.ledger?.matches, bias.tags.map((tag) => tag.createdAt)]);
}

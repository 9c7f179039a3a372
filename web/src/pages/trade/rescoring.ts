import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { TradeBias } from '../../../../contracts/trades.ts';
import { feed } from '../../feed/store.ts';

const POLL_MS = 2_000;
const PATIENCE_MS = 60_000;

interface Rescoring {
  /** waiting: the trades are being gone over. overdue: that takes longer than this page looks for it. */
  state: Accessor<'idle' | 'waiting' | 'overdue'>;
  begin: () => void;
}

/** Looks at a trade again when a new reflection on it comes over the feed, and after `begin` every now and then until it has changed. */
export function watchRescoring(
  tradeId: Accessor<string>,
  bias: Accessor<TradeBias | undefined>,
  lookAgain: () => void,
): Rescoring {
  const [since, setSince] = createSignal<{ before: string; at: number }>();
  const [overdue, setOverdue] = createSignal(false);

  const told = createMemo(() => feed.reflections().find((event) => event.payload.tradeId === tradeId()));
  createEffect(
    on(told, (event) => {
      const shown = bias();
      if (event && shown && event.payload.insight !== shown.reflection?.insight) lookAgain();
    }),
  );

  createEffect(() => {
    const waiting = since();
    if (waiting === undefined) return;
    const timer = setInterval(() => {
      if (Date.now() - waiting.at < PATIENCE_MS) return lookAgain();
      setSince(undefined);
      setOverdue(true);
    }, POLL_MS);
    onCleanup(() => clearInterval(timer));
  });

  createEffect(() => {
    const waiting = since();
    if (waiting !== undefined && derivedOf(bias()) !== waiting.before) setSince(undefined);
  });
  createEffect(
    on(tradeId, () => {
      setSince(undefined);
      setOverdue(false);
    }),
  );

  return {
    state: () => {
      if (since() !== undefined) return 'waiting';
      return overdue() ? 'overdue' : 'idle';
    },
    begin() {
      setOverdue(false);
      setSince({ before: derivedOf(bias()), at: Date.now() });
    },
  };
}

/** What going over the trades changes: what the trader entered changes at once. */
function derivedOf(bias: TradeBias | undefined): string {
  if (bias === undefined) return '';
  return JSON.stringify([bias.trade, bias.ledger?.matches, bias.tags.map((tag) => tag.createdAt)]);
}

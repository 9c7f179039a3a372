import { type Accessor, batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type Trade, TradesResponseSchema } from '../../../../contracts/trades.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { onReflections } from '../../feed/on-reflections.ts';
import { keepForUser } from '../../kept.ts';
import { oneAtATime } from '../../one-at-a-time.ts';
import { timezone } from '../../session.ts';
import { type Filters, toQuery } from './filters.ts';
import { followHeld } from './follow-held.ts';

const PAGE = 100;

interface Failed {
  /** The first page, or the one after those that are shown. */
  what: 'newest' | 'more';
  problem: Failure;
}

export interface TradesList {
  trades: Accessor<readonly Trade[]>;
  /** The first page is on its way. */
  loading: Accessor<boolean>;
  loadingMore: Accessor<boolean>;
  more: Accessor<boolean>;
  /** What did not come. It stays until something comes, also while it is tried again. */
  failed: Accessor<Failed | null>;
  loadMore: () => void;
  /** Tries again what failed. */
  reload: () => Promise<void>;
  /** Trades have come in, or were read anew, that are not shown: they would move the rows. */
  outdated: Accessor<boolean>;
  /** Begins anew, with the newest. */
  showNewest: () => void;
}

/** The list that was open last, by its filters. */
const kept = keepForUser<{ trades: readonly Trade[]; cursor: string | null }>();

/** Pages of trades for the filters; an answer to filters of before is thrown away. */
export function createTradesList(filters: Accessor<Filters>): TradesList {
  const [trades, setTrades] = createSignal<readonly Trade[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [loading, setLoading] = createSignal(true);
  const [loadingMore, setLoadingMore] = createSignal(false);
  const [failed, setFailed] = createSignal<Failed | null>(null);
  const [outdated, setOutdated] = createSignal(false);
  let turn = 0;
  /** Counts up whenever the list begins anew: what was looked at before does not count any more. */
  let view = 0;

  function fetchPage(from: string | null) {
    const query = { ...toQuery(filters(), timezone()), cursor: from ?? undefined, limit: PAGE };
    return get('/api/trades', TradesResponseSchema, query);
  }

  function show(shown: readonly Trade[], next: string | null): void {
    kept.keep(JSON.stringify(filters()), { trades: shown, cursor: next });
    batch(() => {
      setFailed(null);
      setTrades(shown);
      setCursor(next);
      setLoading(false);
      setLoadingMore(false);
    });
  }

  async function load(from: string | null): Promise<void> {
    turn += 1;
    const mine = turn;
    const isFirst = from === null;
    if (isFirst) view += 1;
    const busy = isFirst ? setLoading : setLoadingMore;
    busy(true);
    const answer = await fetchPage(from);
    if (mine !== turn) return;
    batch(() => {
      if (answer.ok) {
        const page = answer.value.trades;
        show(isFirst ? page : [...trades(), ...page], answer.value.cursor);
        if (isFirst) setOutdated(false);
      } else {
        setLoading(false);
        setLoadingMore(false);
        setFailed({ what: isFirst ? 'newest' : 'more', problem: answer.problem });
      }
    });
  }

  /** Shows what was shown last for these filters, so that 'back' finds its place, and looks whether it still holds. */
  async function open(): Promise<void> {
    const held = kept.get(JSON.stringify(filters()));
    setOutdated(false);
    if (held === undefined) {
      // Rows of other filters must not stand under these.
      setTrades([]);
      setFailed(null);
      return load(null);
    }
    turn += 1;
    show(held.trades, held.cursor);
    await look({ dropGone: true });
  }

  /** Quietly: what is read anew in its place is shown, and what would move the rows only told of. */
  async function look({ dropGone }: { dropGone: boolean }): Promise<void> {
    if (loading()) return;
    const mine = view;
    const wanted = () => mine === view;
    if (trades().length === 0) {
      const answer = await fetchPage(null);
      if (wanted() && answer.ok) show(answer.value.trades, answer.value.cursor);
      return;
    }
    const followed = await followHeld(trades(), cursor() === null, PAGE, { readAfter: fetchPage, wanted });
    if (followed === null) return;
    const { found, gone, more } = followed;
    const left = dropGone ? trades().filter(({ id }) => !gone.has(id)) : trades();
    if (left.length === 0) return load(null);
    const fresh = left.map((trade) => changed(trade, found.get(trade.id)));
    kept.keep(JSON.stringify(filters()), { trades: fresh, cursor: cursor() });
    batch(() => {
      if (fresh.length !== trades().length || fresh.some((trade, at) => trade !== trades()[at]))
        setTrades(fresh);
      if (more || (gone.size > 0 && !dropGone)) setOutdated(true);
    });
  }

  const follow = oneAtATime(() => look({ dropGone: false }));

  createEffect(
    on(filters, () => {
      view += 1;
      void open();
    }),
  );
  onReflections(() => void follow());
  onCleanup(() => {
    turn += 1;
    view += 1;
  });

  return {
    trades,
    loading,
    loadingMore,
    more: () => cursor() !== null,
    failed,
    loadMore: () => {
      const from = cursor();
      if (from !== null && !loading() && !loadingMore() && failed()?.what !== 'more') void load(from);
    },
    reload: () => load(failed()?.what === 'more' ? cursor() : null),
    outdated,
    showNewest: () => {
      setFailed(null);
      void load(null);
    },
  };
}

/** The trade that is held where nothing changed, so that its row stays as it is. */
function changed(held: Trade, found: Trade | undefined): Trade {
  return found === undefined || JSON.stringify(found) === JSON.stringify(held) ? held : found;
}

import { type Accessor, batch, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type Trade, TradesResponseSchema } from '../../../../contracts/trades.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { onReflections } from '../../feed/on-reflections.ts';
import { keepForUser } from '../../kept.ts';
import { timezone } from '../../session.ts';
import { type Filters, toQuery } from './filters.ts';
import { type Pages, withNewerPage } from './newer-page.ts';

const PAGE = 100;

interface TradesList {
  trades: Accessor<readonly Trade[]>;
  /** The first page is on its way. */
  loading: Accessor<boolean>;
  loadingMore: Accessor<boolean>;
  more: Accessor<boolean>;
  problem: Accessor<Failure | null>;
  loadMore: () => void;
  reload: () => Promise<void>;
}

/** The list that was open last, by its filters. */
const kept = keepForUser<Pages>();

/** Pages of trades for the filters; an answer to filters of before is thrown away. */
export function createTradesList(filters: Accessor<Filters>): TradesList {
  const [trades, setTrades] = createSignal<readonly Trade[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [loading, setLoading] = createSignal(true);
  const [loadingMore, setLoadingMore] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  let turn = 0;

  function fetchPage(from: string | null) {
    const query = { ...toQuery(filters(), timezone()), cursor: from ?? undefined, limit: PAGE };
    return get('/api/trades', TradesResponseSchema, query);
  }

  function show(shown: readonly Trade[], next: string | null): void {
    kept.keep(JSON.stringify(filters()), { trades: shown, cursor: next });
    batch(() => {
      setProblem(null);
      setTrades(shown);
      setCursor(next);
      setLoading(false);
      setLoadingMore(false);
    });
  }

  async function load(from: string | null): Promise<void> {
    turn += 1;
    const mine = turn;
    const busy = from === null ? setLoading : setLoadingMore;
    busy(true);
    setProblem(null);
    const answer = await fetchPage(from);
    if (mine !== turn) return;
    if (answer.ok) {
      const page = answer.value.trades;
      show(from === null ? page : [...trades(), ...page], answer.value.cursor);
    } else {
      batch(() => {
        busy(false);
        setProblem(answer.problem);
        // Rows of other filters must not stand under these.
        if (from === null) setTrades([]);
      });
    }
  }

  /** Shows what was shown last for these filters, so that 'back' finds its place, and looks whether it still holds. */
  async function open(): Promise<void> {
    const held = kept.get(JSON.stringify(filters()));
    if (held === undefined) return load(null);
    show(held.trades, held.cursor);
    await lookAgain(held);
  }

  /** Quietly: whoever reads keeps the rows in sight where nothing has changed, and where the look fails. */
  async function lookAgain(held: Pages): Promise<void> {
    turn += 1;
    const mine = turn;
    const answer = await fetchPage(null);
    if (mine !== turn || !answer.ok) return;
    const now = withNewerPage(held, answer.value);
    if (JSON.stringify(now) !== JSON.stringify(held)) show(now.trades, now.cursor);
  }

  createEffect(on(filters, () => void open()));
  onReflections(() => {
    if (!loading() && !loadingMore()) void lookAgain({ trades: trades(), cursor: cursor() });
  });
  onCleanup(() => {
    turn += 1;
  });

  return {
    trades,
    loading,
    loadingMore,
    more: () => cursor() !== null,
    problem,
    loadMore: () => {
      const from = cursor();
      if (from !== null && !loading() && !loadingMore() && problem() === null) void load(from);
    },
    reload: () => load(trades().length === 0 ? null : cursor()),
  };
}

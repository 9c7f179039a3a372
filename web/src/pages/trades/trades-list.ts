import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type Trade, TradesResponseSchema } from '../../../../contracts/trades.ts';
import { get } from '../../api.ts';
import type { Failure } from '../../failure.ts';
import { timezone } from '../../session.ts';
import { type Filters, toQuery } from './filters.ts';

const PAGE = 100;

interface TradesList {
  trades: Accessor<readonly Trade[]>;
  /** The first page is on its way. */
  loading: Accessor<boolean>;
  loadingMore: Accessor<boolean>;
  more: Accessor<boolean>;
  problem: Accessor<Failure | null>;
  loadMore: () => void;
  reload: () => void;
}

/** Pages of trades for the filters; an answer to filters of before is thrown away. */
export function createTradesList(filters: Accessor<Filters>): TradesList {
  const [trades, setTrades] = createSignal<readonly Trade[]>([]);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [loading, setLoading] = createSignal(true);
  const [loadingMore, setLoadingMore] = createSignal(false);
  const [problem, setProblem] = createSignal<Failure | null>(null);
  let turn = 0;

  async function load(from: string | null): Promise<void> {
    turn += 1;
    const mine = turn;
    const busy = from === null ? setLoading : setLoadingMore;
    busy(true);
    setProblem(null);
    const query = { ...toQuery(filters(), timezone()), cursor: from ?? undefined, limit: PAGE };
    const answer = await get('/api/trades', TradesResponseSchema, query);
    if (mine !== turn) return;
    setLoading(false);
    setLoadingMore(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    setTrades((held) => (from === null ? answer.value.trades : [...held, ...answer.value.trades]));
    setCursor(answer.value.cursor);
  }

  createEffect(on(filters, () => void load(null)));
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
    reload: () => void load(trades().length === 0 ? null : cursor()),
  };
}

import { createResource, Match, Show, Switch } from 'solid-js';
import { type CandleDto, type Trade, TradeCandlesResponseSchema } from '../../../../contracts/trades.ts';
import { get } from '../../api.ts';
import { CandleChart } from '../../charts/candle-chart.tsx';
import { endsBeforeFill } from '../../charts/fill-hour.ts';
import { formatPrice } from '../../format/decimal.ts';
import { FailureNotice } from '../../ui/notice.tsx';

/** The market around the fill. */
export function MarketChart(props: { trade: Trade }) {
  const [answer, { refetch }] = createResource(
    () => props.trade.id,
    (id) => get(`/api/trades/${id}/candles`, TradeCandlesResponseSchema),
  );
  const candles = () => {
    const now = answer.latest;
    return now?.ok ? now.value.candles : undefined;
  };
  const failure = () => {
    const now = answer.latest;
    return now?.ok === false ? now.problem : undefined;
  };
  return (
    <figure class="min-w-0">
      <Switch fallback={<div role="status" aria-label="Loading the chart" class="skeleton h-80" />}>
        <Match when={candles()?.length === 0}>
          <p class="flex h-80 items-center justify-center rounded-md border border-dashed border-line-strong px-6 text-center text-sm text-ink-3">
            No market data was found for {props.trade.symbol} around this fill.
          </p>
        </Match>
        <Match when={candles()}>
          {(found) => (
            <CandleChart candles={found()} trade={props.trade} label={describe(props.trade, found())} />
          )}
        </Match>
        <Match when={failure()}>{(problem) => <FailureNotice problem={problem()} onRetry={refetch} />}</Match>
      </Switch>
      <figcaption class="mt-2 flex justify-between gap-4 text-xs text-ink-3">
        <span>
          {endsBeforeFill(candles() ?? [], props.trade)
            ? 'Hourly bars up to the hour before your fill, which is the mark.'
            : 'Hourly bars; the mark is your fill.'}
        </span>
        <Show when={(candles()?.length ?? 0) > 0}>
          <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer" class="hover:underline">
            Charts by TradingView
          </a>
        </Show>
      </figcaption>
    </figure>
  );
}

function describe(trade: Trade, candles: readonly CandleDto[]): string {
  const first = candles[0];
  const last = candles.at(-1);
  if (first === undefined || last === undefined) return '';
  return `Hourly price of ${trade.symbol} around the fill at ${formatPrice(trade.price)}: from ${formatPrice(first.open)} to ${formatPrice(last.close)}.`;
}

import { createMemo, createResource, Match, Show, Switch } from 'solid-js';
import {
  type CandleDto,
  type Trade,
  TradeCandlesResponseSchema,
  type TradeLedger,
} from '../../../../contracts/trades.ts';
import { get } from '../../api.ts';
import { CandleChart } from '../../charts/candle-chart.tsx';
import { levelSpan, marksOf, othersInView } from '../../charts/chart-marks.ts';
import { endsBeforeFill } from '../../charts/fill-hour.ts';
import { formatPrice } from '../../format/decimal.ts';
import { settled } from '../../ui/answered.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { tellExcursion } from './excursion-text.ts';

/** The market around the fill, with the fills on its other side and what lay between. */
export function MarketChart(props: { trade: Trade; ledger: TradeLedger | null }) {
  // Stored by the time that a trade is read: before, there may be none.
  const [answer, { refetch }] = createResource(
    () => JSON.stringify([props.trade.id, props.trade.labels.length > 0]),
    () => get(`/api/trades/${props.trade.id}/candles`, TradeCandlesResponseSchema),
  );
  const candles = () => {
    const now = settled(answer);
    return now?.ok ? now.value.candles : undefined;
  };
  const failure = () => {
    const now = settled(answer);
    return now?.ok === false ? now.problem : undefined;
  };
  const marks = createMemo(() => marksOf(props.trade, props.ledger), undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const excursion = () => props.ledger?.excursion;

  /** The same as the picture, in words. */
  function describe(shown: readonly CandleDto[]): string {
    const [first, last] = [shown[0], shown.at(-1)];
    if (first === undefined || last === undefined) return '';
    const { symbol, price, side } = props.trade;
    const others = othersInView(marks(), shown).length;
    const levels = levelSpan(marks(), shown) === null ? null : marks().levels;
    return [
      `Hourly price of ${symbol} around the fill at ${formatPrice(price)}: from ${formatPrice(first.open)} to ${formatPrice(last.close)}.`,
      others > 0 &&
        `Marked: ${others} ${side === 'SELL' ? 'entry' : 'exit'}${others > 1 ? ' points' : ' point'}.`,
      levels &&
        `Between buy and sale the worst price was ${formatPrice(levels.worst)} and the best ${formatPrice(levels.best)}, both estimates.`,
    ]
      .filter(Boolean)
      .join(' ');
  }

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
            <CandleChart candles={found()} trade={props.trade} marks={marks()} label={describe(found())} />
          )}
        </Match>
        <Match when={failure()}>{(problem) => <FailureNotice problem={problem()} onRetry={refetch} />}</Match>
      </Switch>
      <figcaption class="mt-2 text-xs text-ink-3">
        <Show when={(candles()?.length ?? 0) > 0}>
          <div class="flex justify-between gap-4">
            <span>
              {endsBeforeFill(candles() ?? [], props.trade)
                ? 'Hourly bars up to the hour before your fill, which is the mark.'
                : 'Hourly bars; the mark is your fill.'}
            </span>
            <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer" class="hover:underline">
              Charts by TradingView
            </a>
          </div>
        </Show>
        <Show when={excursion()}>
          {(found) => (
            <p class="figures mt-4 text-sm text-ink-2">
              <span class="font-medium text-ink">{tellExcursion(found(), props.trade).headline}</span>{' '}
              {tellExcursion(found(), props.trade).detail}{' '}
              <span class="text-ink-3">
                Estimates, from the hourly bars that lie wholly between buy and sale.
              </span>
            </p>
          )}
        </Show>
      </figcaption>
    </figure>
  );
}

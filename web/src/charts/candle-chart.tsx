import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import type { CandleDto, Trade } from '../../../contracts/trades.ts';
import type { Failure } from '../failure.ts';
import { timezone } from '../session.ts';
import { FailureNotice } from '../ui/notice.tsx';
import { theme } from '../ui/theme.ts';
import type { ChartMarks } from './chart-marks.ts';
import type { DrawnChart } from './draw-candles.ts';

interface CandleChartProps {
  candles: readonly CandleDto[];
  trade: Trade;
  marks: ChartMarks;
  label: string;
}

const NO_CODE: Failure = {
  code: 'network',
  title: 'The chart could not be loaded',
  detail: 'Check your connection and try again. If that does not help, reload the page.',
  fields: [],
};

/** Draws once its code is there: the chart library loads with the first chart. */
export function CandleChart(props: CandleChartProps) {
  let place: HTMLDivElement | undefined;
  let chart: DrawnChart | undefined;
  let turn = 0;
  const [missing, setMissing] = createSignal(false);

  async function draw(): Promise<void> {
    turn += 1;
    const mine = turn;
    const code = await import('./draw-candles.ts').catch(() => undefined);
    if (mine !== turn || place === undefined) return;
    setMissing(code === undefined);
    if (code === undefined) return;
    chart?.remove();
    chart = code.drawCandles(place, props.candles, props.trade, props.marks, timezone());
  }

  // What was marked changes where the ledger does: the trader may enter a cost.
  createEffect(
    on(
      () => [props.candles, props.marks],
      () => void draw(),
    ),
  );

  createEffect(on(theme, () => chart?.recolour(), { defer: true }));
  const system = matchMedia('(prefers-color-scheme: dark)');
  const recolour = () => chart?.recolour();
  system.addEventListener('change', recolour);

  onCleanup(() => {
    turn += 1;
    system.removeEventListener('change', recolour);
    chart?.remove();
  });

  return (
    <>
      <Show when={missing()}>
        <FailureNotice problem={NO_CODE} onRetry={draw} />
      </Show>
      <div ref={place} role="img" aria-label={props.label} hidden={missing()} class="h-80" />
    </>
  );
}

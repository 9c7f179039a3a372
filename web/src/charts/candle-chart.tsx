import { createEffect, on, onCleanup } from 'solid-js';
import type { CandleDto, Trade } from '../../../contracts/trades.ts';
import { timezone } from '../session.ts';
import { theme } from '../ui/theme.ts';
import type { ChartMarks } from './chart-marks.ts';
import type { DrawnChart } from './draw-candles.ts';

interface CandleChartProps {
  candles: readonly CandleDto[];
  trade: Trade;
  marks: ChartMarks;
  label: string;
}

/** Draws once its code is there: the chart library loads with the first chart. */
export function CandleChart(props: CandleChartProps) {
  let place: HTMLDivElement | undefined;
  let chart: DrawnChart | undefined;
  let turn = 0;

  async function draw(): Promise<void> {
    turn += 1;
    const mine = turn;
    const { drawCandles } = await import('./draw-candles.ts');
    if (mine !== turn || place === undefined) return;
    chart?.remove();
    chart = drawCandles(place, props.candles, props.trade, props.marks, timezone());
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

  return <div ref={place} role="img" aria-label={props.label} class="h-80" />;
}

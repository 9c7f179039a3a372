import { createEffect, on, onCleanup, onMount } from 'solid-js';
import type { CandleDto, Trade } from '../../../contracts/trades.ts';
import { timezone } from '../session.ts';
import { theme } from '../ui/theme.ts';
import type { DrawnChart } from './draw-candles.ts';

/** Draws once its code is there: the chart library loads with the first chart. */
export function CandleChart(props: { candles: readonly CandleDto[]; trade: Trade; label: string }) {
  let place: HTMLDivElement | undefined;
  let chart: DrawnChart | undefined;
  let gone = false;

  onMount(async () => {
    const { drawCandles } = await import('./draw-candles.ts');
    if (gone || place === undefined) return;
    chart = drawCandles(place, props.candles, props.trade, timezone());
  });

  createEffect(on(theme, () => chart?.recolour(), { defer: true }));
  const system = matchMedia('(prefers-color-scheme: dark)');
  const recolour = () => chart?.recolour();
  system.addEventListener('change', recolour);

  onCleanup(() => {
    gone = true;
    system.removeEventListener('change', recolour);
    chart?.remove();
  });

  return <div ref={place} role="img" aria-label={props.label} class="h-80" />;
}

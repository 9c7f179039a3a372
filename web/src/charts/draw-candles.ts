import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { CandleDto, Trade } from '../../../contracts/trades.ts';
import { formatDateTime, formatShortDay, formatTime } from '../format/time.ts';
import { readPalette } from './palette.ts';

export interface DrawnChart {
  recolour(): void;
  remove(): void;
}

const MS_PER_HOUR = 3_600_000;
/** The library's kind of tick that is finer than a day. */
const TIME_TICK = 3;

/** Candles with the fill marked. Prices become floats here, for pixels only. */
export function drawCandles(
  place: HTMLElement,
  candles: readonly CandleDto[],
  trade: Trade,
  timeZone: string,
): DrawnChart {
  const iso = (time: Time) => new Date(Number(time) * 1_000).toISOString();
  const chart = createChart(place, {
    autoSize: true,
    // The logo would need an inline style sheet, which the page's policy refuses; the credit stands below the chart.
    layout: {
      attributionLogo: false,
      background: { color: 'transparent' },
      fontFamily: fontOf(place),
      fontSize: 11,
    },
    localization: { timeFormatter: (time: Time) => formatDateTime(iso(time), timeZone) },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      tickMarkFormatter: (time: Time, kind: number) =>
        kind < TIME_TICK ? formatShortDay(iso(time), timeZone) : formatTime(iso(time), timeZone),
    },
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.15, bottom: 0.15 } },
    handleScroll: { mouseWheel: false },
    handleScale: { mouseWheel: false },
  });
  const series = chart.addSeries(CandlestickSeries, { borderVisible: false, ...precisionOf(candles) });
  series.setData(
    candles.map((candle) => ({
      time: seconds(Date.parse(candle.ts)),
      open: Number(candle.open),
      high: Number(candle.high),
      low: Number(candle.low),
      close: Number(candle.close),
    })),
  );
  const markers = createSeriesMarkers(series);
  const fillLine = series.createPriceLine({
    price: Number(trade.price),
    lineWidth: 1,
    lineStyle: 2,
    title: 'your fill',
  });

  function recolour(): void {
    const palette = readPalette(place);
    chart.applyOptions({
      layout: { textColor: palette.muted },
      grid: { vertLines: { visible: false }, horzLines: { color: palette.line } },
      crosshair: {
        vertLine: { color: palette.muted, labelBackgroundColor: palette.label },
        horzLine: { color: palette.muted, labelBackgroundColor: palette.label },
      },
    });
    series.applyOptions({
      upColor: palette.up,
      downColor: palette.down,
      wickUpColor: palette.up,
      wickDownColor: palette.down,
      lastValueVisible: false,
      priceLineVisible: false,
    });
    fillLine.applyOptions({
      color: palette.ink,
      axisLabelColor: palette.ink,
      axisLabelTextColor: palette.paper,
    });
    markers.setMarkers(markerOf(trade, candles, palette.ink));
  }

  recolour();
  chart.timeScale().fitContent();
  return { recolour, remove: () => chart.remove() };
}

/** The mark sits on the bar in which the fill happened. */
function markerOf(trade: Trade, candles: readonly CandleDto[], color: string): SeriesMarker<Time>[] {
  const hour = Math.floor(Date.parse(trade.ts) / MS_PER_HOUR) * MS_PER_HOUR;
  if (!candles.some((candle) => Date.parse(candle.ts) === hour)) return [];
  const bought = trade.side === 'BUY';
  return [
    {
      time: seconds(hour),
      position: bought ? 'belowBar' : 'aboveBar',
      shape: bought ? 'arrowUp' : 'arrowDown',
      color,
      size: 1.5,
    },
  ];
}

/** As many decimals on the axis as the prices themselves have. */
function precisionOf(candles: readonly CandleDto[]) {
  const precision = Math.min(
    10,
    Math.max(2, ...candles.map((candle) => candle.close.split('.')[1]?.length ?? 0)),
  );
  return { priceFormat: { type: 'price' as const, precision, minMove: Number(`1e-${precision}`) } };
}

function fontOf(place: HTMLElement): string {
  return getComputedStyle(place).fontFamily;
}

function seconds(time: number): UTCTimestamp {
  return (time / 1_000) as UTCTimestamp;
}

import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  LineSeries,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { CandleDto, Trade } from '../../../contracts/trades.ts';
import { formatDateTime, formatShortDay, formatTime } from '../format/time.ts';
import { endsBeforeFill, fillHour } from './fill-hour.ts';
import { readPalette } from './palette.ts';

export interface DrawnChart {
  recolour(): void;
  remove(): void;
}

/** Room for the tag of the fill's line, beside the last bar. */
const TAG_PX = 64;
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
      rightOffsetPixels: TAG_PX,
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
  const late = endsBeforeFill(candles, trade);
  const markers = createSeriesMarkers(late ? addFillPoint(chart, trade) : series);
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
    if (late || candles.some((candle) => Date.parse(candle.ts) === fillHour(trade)))
      markers.setMarkers([markerOf(trade, palette.ink)]);
  }

  recolour();
  chart.timeScale().fitContent();
  return { recolour, remove: () => chart.remove() };
}

/** The mark sits on the bar in which the fill happened. */
function markerOf(trade: Trade, color: string): SeriesMarker<Time> {
  const bought = trade.side === 'BUY';
  return {
    time: seconds(fillHour(trade)),
    position: bought ? 'belowBar' : 'aboveBar',
    shape: bought ? 'arrowUp' : 'arrowDown',
    color,
    size: 1.5,
  };
}

/** A mark needs a point to sit on: after the last bar there is none, so that the fill gets one of its own. */
function addFillPoint(chart: IChartApi, trade: Trade) {
  const point = chart.addSeries(LineSeries, {
    lineVisible: false,
    crosshairMarkerVisible: false,
    lastValueVisible: false,
    priceLineVisible: false,
  });
  point.setData([{ time: seconds(fillHour(trade)), value: Number(trade.price) }]);
  return point;
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

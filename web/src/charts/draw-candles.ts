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
import type { Side } from '../../../contracts/side.ts';
import type { CandleDto, Trade } from '../../../contracts/trades.ts';
import { formatDateTime, formatShortDay, formatTime } from '../format/time.ts';
import { type ChartMarks, othersInView } from './chart-marks.ts';
import { addLevels } from './draw-levels.ts';
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
/** The fill itself stands out from the fills on its other side. */
const FILL_SIZE = 1.5;
const OTHER_SIZE = 1;

/** Candles with the fill marked, the fills on its other side, and the worst and best price between them. Prices become floats here, for pixels only. */
export function drawCandles(
  place: HTMLElement,
  candles: readonly CandleDto[],
  trade: Trade,
  marks: ChartMarks,
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
  const markers = createSeriesMarkers(series);
  const lateMarker = late ? createSeriesMarkers(addFillPoint(chart, trade)) : undefined;
  const levels = addLevels(chart, candles, marks, precisionOf(candles));
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
    levels.recolour(palette);
    const fill = markerOf(fillHour(trade), trade.side, palette.ink, FILL_SIZE);
    const others = othersInView(marks, candles).map(({ hour, side }, i) => ({
      ...markerOf(hour, side, palette.muted, OTHER_SIZE),
      // Of several, which lie close at times, the first says what they are.
      ...(i === 0 && { text: side === 'BUY' ? 'entry' : 'exit' }),
    }));
    const inBars = candles.some((candle) => Date.parse(candle.ts) === fillHour(trade));
    lateMarker?.setMarkers([fill]);
    markers.setMarkers(
      [...others, ...(inBars ? [fill] : [])].sort((a, b) => Number(a.time) - Number(b.time)),
    );
  }

  recolour();
  chart.timeScale().fitContent();
  return { recolour, remove: () => chart.remove() };
}

/** The mark sits on the bar in which the fill happened. */
function markerOf(hour: number, side: Side, color: string, size: number): SeriesMarker<Time> {
  const bought = side === 'BUY';
  return {
    time: seconds(hour),
    position: bought ? 'belowBar' : 'aboveBar',
    shape: bought ? 'arrowUp' : 'arrowDown',
    color,
    size,
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

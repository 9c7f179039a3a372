import { type IChartApi, type ISeriesApi, LineSeries, type UTCTimestamp } from 'lightweight-charts';
import type { CandleDto } from '../../../contracts/trades.ts';
import { type ChartMarks, levelSpan } from './chart-marks.ts';
import type { readPalette } from './palette.ts';

interface DrawnLevels {
  recolour(palette: ReturnType<typeof readPalette>): void;
}

/** Two dotted lines from buy to sale, at the worst and the best price between them. */
export function addLevels(
  chart: IChartApi,
  candles: readonly CandleDto[],
  marks: ChartMarks,
  look: object,
): DrawnLevels {
  const span = levelSpan(marks, candles);
  if (marks.levels === null || span === null) return { recolour() {} };
  const best = addLevel(chart, span, Number(marks.levels.best), { ...look, title: 'best, est.' });
  const worst = addLevel(chart, span, Number(marks.levels.worst), { ...look, title: 'worst, est.' });
  return {
    recolour(palette) {
      best.applyOptions({ color: palette.up });
      worst.applyOptions({ color: palette.down });
    },
  };
}

function addLevel(
  chart: IChartApi,
  [from, to]: readonly [number, number],
  value: number,
  look: object,
): ISeriesApi<'Line'> {
  const level = chart.addSeries(LineSeries, {
    ...look,
    lineWidth: 1,
    lineStyle: 1,
    priceLineVisible: false,
    crosshairMarkerVisible: false,
    // A level that was reached before the first bar in view must not squeeze those in view.
    autoscaleInfoProvider: () => null,
  });
  level.setData([
    { time: (from / 1_000) as UTCTimestamp, value },
    { time: (to / 1_000) as UTCTimestamp, value },
  ]);
  return level;
}

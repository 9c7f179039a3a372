import type { Verdict } from '../../contracts/features.ts';
import type { Features } from '../features/compute-features.ts';
import type { Figure } from '../features/unknown-reason.ts';

/** What the figures of a text may come from. */
export type Sources = { features: Features; verdicts: readonly Verdict[]; supportGap: Figure };

type Unit = 'percent' | 'minutes' | 'hours' | 'days' | 'money' | 'index';
export type PrintedFigure = { text: string; value: number; half: number; unit: Unit };

export function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/);
}

/** The figures of a text with their units; half is how far rounding may have moved one. */
export function printedFigures(text: string, symbol: string): PrintedFigure[] {
  const found = text
    .replaceAll(symbol, '')
    .matchAll(/(\d+(?:,\d{3})*(?:\.\d+)?)(%| minute| hour| day| [A-Z]{3,})?/g);
  return [...found].map(([whole, digits = '', after = '']) => ({
    text: whole,
    value: Number(digits.replaceAll(',', '')),
    half: 0.5 * 10 ** -(digits.split('.')[1]?.length ?? 0),
    unit: unitOf(after),
  }));
}

function unitOf(after: string): Unit {
  if (after === '%') return 'percent';
  if (after === ' minute' || after === ' hour' || after === ' day') return `${after.trim()}s` as Unit;
  return after === '' ? 'index' : 'money';
}

/** Whether a printed figure is a feature of its unit, the gap from support, or a threshold that a verdict names. */
export function isTraced(figure: PrintedFigure, sources: Sources): boolean {
  return sizes(figure.unit, sources).some(
    (size) => Math.abs(Math.abs(size) - figure.value) <= figure.half + 1e-12 * Math.abs(size),
  );
}

function sizes(unit: Unit, { features, verdicts, supportGap }: Sources): number[] {
  const of = (...figures: Figure<number | string>[]) =>
    figures.flatMap((figure) => (figure.known ? [Number(figure.value)] : []));
  const thresholds = (...names: string[]) =>
    verdicts
      .flatMap(({ conditions }) => conditions)
      .flatMap(({ name, threshold }) => (names.includes(name) ? [Number(threshold)] : []));
  const { pct_change_24h_before: day, drawdown_recent: fall, RSI_14: rsi, held_hours: held } = features;
  switch (unit) {
    case 'percent':
      return [...of(day, fall, supportGap), ...thresholds('pct_change_24h_before', 'drawdown_recent')].map(
        (fraction) => fraction * 100,
      );
    case 'index':
      return [...of(rsi), ...thresholds('RSI_14')];
    case 'minutes':
      return of(held).map((hours) => hours * 60);
    case 'hours':
      return of(held);
    case 'days':
      return of(held).map((hours) => hours / 24);
    case 'money':
      return of(features.pnl_exit);
  }
}

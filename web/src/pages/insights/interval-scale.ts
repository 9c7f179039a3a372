import type { Kind } from './figures.ts';

/** Places on a bar, as fractions of its length; low and high are the value's own where it has no interval. */
export interface IntervalPlaces {
  value: number;
  low: number;
  high: number;
}

interface Figures {
  value: number;
  low?: number | undefined;
  high?: number | undefined;
}

const MARGIN = 1.15;
/** So that a small departure from the neutral value looks small: a ratio of 2, and ten points. */
const LEAST_REACH = { ratio: Math.log(2), difference: 0.1 } as const;

export const NEUTRAL: Readonly<Record<Kind, number | null>> = { ratio: 1, difference: 0, share: null };

/**
 * Lays a figure and its interval out on one bar. The neutral value of a ratio or a difference stands in the middle; a ratio is drawn on
 * a logarithmic scale, so that twice and half are equally far from it. A share runs from 0 to 1.
 */
export function placeInterval(kind: Kind, figures: Figures): IntervalPlaces {
  const { value, low = value, high = value } = figures;
  if (kind === 'share') return { value: onBar(value), low: onBar(low), high: onBar(high) };
  const away = kind === 'ratio' ? Math.log : (x: number) => x;
  const distances = [value, low, high].map((x) => Math.abs(away(x))).filter(Number.isFinite);
  const reach = Math.max(LEAST_REACH[kind], ...distances) * MARGIN;
  // The logarithm of a ratio of 0 is −∞: the bar's end.
  const place = (x: number) => onBar(0.5 + away(Math.max(x, kind === 'ratio' ? 0 : x)) / (2 * reach));
  return { value: place(value), low: place(low), high: place(high) };
}

/** One axis of money for several figures, with zero on it. */
export function moneyAxis(figures: readonly Figures[]): (money: number) => number {
  const all = figures.flatMap(({ value, low = value, high = value }) => [value, low, high]);
  const from = Math.min(0, ...all) * MARGIN;
  const to = Math.max(0, ...all) * MARGIN;
  return (money) => (to === from ? 0.5 : onBar((money - from) / (to - from)));
}

/** Whether chance alone could have made it: the interval holds the neutral value, or touches it. */
export function couldBeChance(low: number, high: number, neutral: number): boolean {
  return low <= neutral && neutral <= high;
}

function onBar(place: number): number {
  return Math.min(1, Math.max(0, place));
}

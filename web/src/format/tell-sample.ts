import type { Measure, MoneyMeasure } from '../../../contracts/measure.ts';
import { countOf } from './counts.ts';
import { tellMissing } from './measure.ts';

/** What a measure rests on: how many were counted and how sure it is, or what it still lacks. */
export function tellSample<M extends Measure | MoneyMeasure>(
  measure: M,
  format: (value: Extract<M, { known: true }>['value']) => string,
  one: string,
  many = `${one}s`,
): string {
  if (!measure.known) return tellMissing(measure);
  const { n, low, high } = measure;
  const counted = countOf(n, one, many);
  if (low === undefined || high === undefined) return counted;
  return `${counted}, 95% interval ${format(low)} to ${format(high)}`;
}

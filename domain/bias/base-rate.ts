import type { MarketFeatures } from '../features/market-features.ts';
import { hold } from './criterion.ts';
import { FOMO } from './fomo.ts';

/** Whether an hour of the market itself meets the FOMO rule, with everybody's thresholds: what a trader's buys are held against. */
export function meetsFomo(features: MarketFeatures): boolean {
  return FOMO.criteria.every((criterion) => {
    const figure = Object.entries(features).find(([name]) => name === criterion.name)?.[1];
    return figure !== undefined && hold(criterion, figure, 1).condition.met;
  });
}

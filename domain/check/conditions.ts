import type { Conditions } from '../../contracts/derived.ts';
import type { FeatureName, FeatureSet } from '../../contracts/features.ts';

/**
 * What makes two trades of one side similar: the market at that moment and, of a sale, how long it was held. pnl_exit is left out: it is the outcome
 * that is asked for, and money, which goes with the size.
 */
export const CONDITION_NAMES = [
  'pct_change_1h_before',
  'pct_change_24h_before',
  'RSI_14',
  'ATR_rel',
  'BB_pos',
  'gap_from_MA',
  'drawdown_recent',
  'held_hours',
] as const satisfies readonly FeatureName[];

export function conditionsOf(features: FeatureSet): Conditions {
  return CONDITION_NAMES.map((name) => {
    const feature = features[name];
    return feature.known && typeof feature.value === 'number' ? feature.value : null;
  });
}

import { describe, expect, it } from 'vitest';
import { featureName, formatFeature } from './features.ts';

const told = (name: string, value: number | string) => formatFeature(name, value, 'USD');

describe('a figure of a rule', () => {
  it('carries the unit in which it is thought of', () => {
    expect(told('minutes_since_loss', 34.4)).toBe('34 min');
    expect(told('minutes_since_loss', 60 * 30)).toBe('30 h');
    expect(told('notional_vs_median', 2.456)).toBe('2.46×');
    expect(told('price_vs_average_cost', -0.0312)).toBe('−3.1%');
    expect(told('local_hour', 3)).toBe('03:00');
    expect(told('mae_atr', 1.5)).toBe('1.5 ATR');
    expect(told('wins_in_row', 4)).toBe('4');
    expect(told('same_asset', 1)).toBe('yes');
    expect(told('same_asset', 0)).toBe('no');
    expect(told('pnl_exit', '-80')).toBe('−80.00 USD');
  });

  it('never lies at the hundredth', () => {
    expect([0.95, 0.91, 0.42, 0.9999].map((value) => told('day_count_percentile', value))).toEqual([
      '95th',
      '91st',
      '42nd',
      'above 99th',
    ]);
  });

  it('shows as many more digits as are asked for', () => {
    expect(formatFeature('support_distance', 0.01503, 'USD')).toBe('1.5%');
    expect(formatFeature('support_distance', 0.01503, 'USD', 2)).toBe('1.503%');
  });

  it('that has no text of its own still reads as words', () => {
    expect(featureName('some_new_figure')).toBe('some new figure');
    expect(told('some_new_figure', 1.234)).toBe('1.23');
  });
});

import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../../contracts/features.ts';
import { tellCondition } from './condition-text.ts';

const condition = (over: Partial<Condition>): Condition => ({
  name: 'pct_change_24h_before',
  op: '>=',
  threshold: 0.08,
  value: 0.09,
  met: true,
  ...over,
});

describe('a condition in figures', () => {
  it('says whose threshold it is where it is the trader’s own', () => {
    expect(tellCondition(condition({ threshold: 0.0523, prior: 0.08 }), 'USD')).toEqual({
      value: '+9%',
      asked: '≥ 5.2%',
      whose: 'yours; everybody’s is 8%',
    });
    expect(tellCondition(condition({ prior: 0.08 }), 'USD').whose).toBeNull();
  });

  it('gets more digits where rounding hides the difference', () => {
    const { value, asked } = tellCondition(condition({ value: 0.0798, met: false }), 'USD');
    expect([value, asked]).toEqual(['+7.98%', '≥ 8%']);
  });

  it('asks for yes or no by that word', () => {
    const { value, asked } = tellCondition(condition({ name: 'same_asset', value: 0, threshold: 1 }), 'USD');
    expect([value, asked]).toEqual(['no', '= yes']);
  });

  it('has no value where none is known', () => {
    expect(tellCondition(condition({ value: null }), 'USD').value).toBeNull();
  });
});

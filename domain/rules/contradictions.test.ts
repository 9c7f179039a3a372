import { describe, expect, it } from 'vitest';
import type { RuleSpec } from '../../contracts/rules.ts';
import { EVERY_RULE } from '../testing/every-rule.ts';
import { contradictionIn } from './contradictions.ts';

const only = (...symbols: string[]): RuleSpec => ({ kind: 'onlySymbols', params: { symbols } });
const most = (pct: number): RuleSpec => ({ kind: 'maxPositionPct', params: { pct } });

describe('rules contradict each other', () => {
  it.each([
    [[only('BTC-USD', 'ETH-USD'), most(49.9)], true],
    [[most(30), only('BTC-USD', 'ETH-USD', 'SOL-USD')], true],
    [[only('BTC-USD'), most(99)], true],
    // Of each currency there is one product, and each is all of its own.
    [[only('BTC-USD', 'BTC-EUR'), most(60)], true],
    [[only('BTC-USD', 'ETH-USD'), most(50)], false],
    [[only('BTC-USD', 'ETH-USD', 'ETH-EUR'), most(50)], false],
    [[only('BTC-USD'), most(100)], false],
    [[only('BTC-USD')], false],
    [[most(1)], false],
  ])('%j: %s', (rules, contradicts) => {
    expect(contradictionIn(rules) !== null).toBe(contradicts);
  });

  it('in no other pair: a loss that is cut may come early', () => {
    const others = EVERY_RULE.filter(({ kind }) => kind !== 'maxPositionPct');
    expect(contradictionIn(others)).toBeNull();
  });

  it('are told with the limit that would do', () => {
    expect(contradictionIn([only('A-USD', 'B-USD', 'C-USD'), most(20)])?.detail).toContain('33.4% or more');
  });
});

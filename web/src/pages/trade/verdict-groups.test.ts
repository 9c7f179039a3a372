import { describe, expect, it } from 'vitest';
import type { Condition, Verdict } from '../../../../contracts/features.ts';
import type { Label } from '../../../../contracts/labels.ts';
import { decidingCondition, groupVerdicts, requirementsOf, standingOf } from './verdict-groups.ts';

const condition = (value: number | null, threshold: number, more: Partial<Condition> = {}): Condition => ({
  name: 'RSI_14',
  op: '>=',
  threshold,
  value,
  met: value !== null && value >= threshold,
  ...more,
});

const verdict = (conditions: Condition[], label: Label = 'FOMO'): Verdict => ({
  label,
  applies: true,
  met: requirementsOf({ label, applies: true, met: false, conditions }).every((one) => one.met),
  conditions,
});

describe('the standing of a rule', () => {
  it('is near where one requirement is lacking, by a little', () => {
    expect(standingOf(verdict([condition(80, 70), condition(66, 70)]))).toBe('near');
    expect(standingOf(verdict([condition(80, 70), condition(50, 70)]))).toBe('missed');
    expect(standingOf(verdict([condition(66, 70), condition(66, 70)]))).toBe('missed');
  });

  it('is never near in money: a gain of a cent is no near loss', () => {
    const gain = condition(0.01, 0, { name: 'pnl_exit', op: '<', met: false });
    expect(standingOf(verdict([gain], 'PANIC'))).toBe('missed');
  });

  it('is undecided only where nothing known decides against it', () => {
    expect(standingOf(verdict([condition(80, 70), condition(null, 70)]))).toBe('undecided');
    expect(standingOf(verdict([condition(10, 70), condition(null, 70)]))).toBe('missed');
  });

  it('counts conditions of which one is enough as one', () => {
    const both = [condition(1, 1.5, { either: 'size' }), condition(1, 1, { either: 'size' })];
    expect(requirementsOf(verdict([condition(80, 70), ...both]))).toHaveLength(2);
    expect(standingOf(verdict([condition(80, 70), ...both]))).toBe('met');
    const open = [condition(1, 1.5, { either: 'size' }), condition(null, 1, { either: 'size' })];
    expect(standingOf(verdict([condition(80, 70), ...open]))).toBe('undecided');
  });

  it('keeps groups of different names apart', () => {
    const groups = [condition(1, 1, { either: 'a' }), condition(0, 1, { either: 'b' })];
    expect(requirementsOf(verdict(groups)).map((one) => one.met)).toEqual([true, false]);
  });

  it('is silent where the rule does not speak of the trade', () => {
    expect(standingOf({ ...verdict([]), applies: false })).toBe('silent');
  });
});

describe('the rules by standing', () => {
  it('come with the larger part met first, and otherwise in their own order', () => {
    const none = verdict([condition(1, 70), condition(1, 70)], 'REVENGE');
    const half = verdict([condition(80, 70), condition(1, 70)], 'LATE_NIGHT');
    const other = verdict([condition(1, 70), condition(1, 70)], 'SIZE_UP');
    const { missed } = groupVerdicts([none, half, other]);
    expect(missed.map(({ label }) => label)).toEqual(['LATE_NIGHT', 'REVENGE', 'SIZE_UP']);
  });

  it('name what was missed before what is not known', () => {
    const missed = condition(10, 70, { name: 'BB_pos' });
    expect(decidingCondition(verdict([condition(null, 70), missed]))?.name).toBe('BB_pos');
    expect(decidingCondition(verdict([condition(80, 70), condition(null, 5)]))?.threshold).toBe(5);
  });
});

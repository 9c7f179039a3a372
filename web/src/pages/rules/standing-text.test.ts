import { describe, expect, it } from 'vitest';
import type { AdherenceDto, RuleRow } from '../../../../contracts/rule-reports.ts';
import { tellHeldAgainst, tellStanding, tellStreak } from './standing-text.ts';

const adherence = (current: number, longest: number, days = 3): AdherenceDto => ({
  kept: 3,
  broken: 0,
  days: Array.from({ length: days }, (_, n) => ({ day: `2024-05-0${n + 1}`, kept: 1, broken: 0 })),
  streak: { current, longest },
});

const RULE: RuleRow = {
  id: '01HXXXXXXXXXXXXXXXXXXXXXXX',
  kind: 'minHoldHours',
  params: { hours: 3 },
  active: true,
  since: '2024-05-01T00:00:00.000Z',
  adherence: adherence(0, 0),
};

const rules = (count: number): RuleRow[] => Array.from({ length: count }, () => RULE);

it.each([
  [0, null, 'None of your rules is on.'],
  [1, adherence(0, 0, 0), 'Your rule is on. No order has been held against it yet.'],
  [3, adherence(0, 0, 0), 'All 3 rules are on. No order has been held against them yet.'],
  [1, adherence(4, 4), 'Your rule kept for 4 days of trading in a row, your longest streak.'],
  [2, adherence(1, 9), 'Both of your rules kept for 1 day of trading in a row; your longest is 9 days.'],
  [
    2,
    adherence(0, 9),
    'A rule was broken on your last day of trading. Your longest streak is 9 days of trading.',
  ],
  [2, adherence(0, 0), 'A rule was broken on your last day of trading.'],
])('%i rules are told: %#', (count, together, text) => {
  expect(tellStanding({ rules: rules(count), together })).toBe(text);
});

it.each([
  [true, adherence(0, 0, 0), 'No day kept yet.'],
  [true, adherence(0, 3), 'Broken on the last day that it spoke of; its longest streak is 3 days.'],
  [true, adherence(2, 9), 'Kept for 2 days of trading in a row; the longest was 9 days.'],
  [false, adherence(2, 2), 'Kept for 2 days of trading in a row.'],
  [false, adherence(0, 0, 0), 'No day kept.'],
])('one rule is told: %#', (active, kept, text) => {
  expect(tellStreak({ active, adherence: kept })).toBe(text);
});

describe('what was held against a rule', () => {
  const calendar = { firstDay: '2024-03-01', timezone: 'America/New_York' };

  it('says that days before it became what it is are of the rule of then', () => {
    // Still 1 May in New York.
    const since = '2024-05-02T03:00:00.000Z';
    const held = (firstDay: string) =>
      tellHeldAgainst(
        { ...RULE, since, adherence: { ...adherence(1, 1), days: [{ day: firstDay, kept: 3, broken: 0 }] } },
        calendar,
      );
    expect(held('2024-05-01')).toBe('3 orders kept it in twelve weeks. In force as it is since 1 May 2024.');
    expect(held('2024-04-30')).toBe(
      '3 orders kept it in twelve weeks. In force as it is since 1 May 2024; earlier days are held against the rule of then.',
    );
  });

  it.each([
    [true, '2024-05-01', 0, 'No order was held against it since it came into force. In force as it is since'],
    [false, '2024-05-01', 0, 'No order was held against it while it was on. Off since'],
    [true, '2024-02-01', 0, 'No order was held against it in twelve weeks. In force as it is since'],
    [true, '2024-05-01', 2, 'No order was held against it in twelve weeks. In force as it is since'],
    [false, '2024-05-01', 2, 'No order was held against it in twelve weeks. Off since'],
  ])('without an order is told: %#', (active, day, longest, text) => {
    const none = { ...adherence(0, longest, 0), kept: 0 };
    expect(
      tellHeldAgainst({ ...RULE, active, since: `${day}T12:00:00.000Z`, adherence: none }, calendar),
    ).toContain(text);
  });
});

import { expect, it } from 'vitest';
import type { AdherenceDto, RuleRow } from '../../../../contracts/rule-reports.ts';
import { tellStanding, tellStreak } from './standing-text.ts';

const adherence = (current: number, longest: number, days = 3): AdherenceDto => ({
  kept: 3,
  broken: 0,
  days: Array.from({ length: days }, (_, n) => ({ day: `2024-05-0${n + 1}`, kept: 1, broken: 0 })),
  streak: { current, longest },
});

const rules = (count: number): RuleRow[] =>
  Array.from({ length: count }, () => ({
    id: '01HXXXXXXXXXXXXXXXXXXXXXXX',
    kind: 'minHoldHours',
    params: { hours: 3 },
    active: true,
    since: '2024-05-01T00:00:00.000Z',
    adherence: adherence(0, 0),
  }));

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
  [false, adherence(0, 0, 0), 'Nothing was held against it.'],
])('one rule is told: %#', (active, kept, text) => {
  expect(tellStreak({ active, adherence: kept })).toBe(text);
});

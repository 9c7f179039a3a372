import { expect, it } from 'vitest';
import type { AdherenceDto, RuleRow } from '../../../../contracts/rule-reports.ts';
import { tellStanding } from './standing-text.ts';

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

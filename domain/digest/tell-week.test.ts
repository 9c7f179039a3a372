import { expect, test } from 'vitest';
import { tellWeek } from './tell-week.ts';

const NONE = {
  ...{ net: '0', currency: 'USD', trades: 0, wins: 0, losses: 0, fills: 0, orders: 0, currencies: [] },
  before: {
    ...{ periodStart: '', periodEnd: '', fills: 0, orders: 0, trades: 0, net: '0' },
    winRate: { known: false, reason: '', n: 0, minimum: 20 } as const,
  },
};
const WEEK = { ...NONE, net: '-1234.5', trades: 12, wins: 4, fills: 30, orders: 24 };
const BEFORE = { ...NONE.before, net: '20', trades: 1, fills: 2, orders: 2 };
const said = (week: Parameters<typeof tellWeek>[0]) => {
  const { headline, rest } = tellWeek(week);
  return `${headline} ${rest}`;
};

test.each([
  [
    'a loss after a win',
    { ...WEEK, before: BEFORE },
    'You lost 1,234.50 USD over 12 trades, 4 won. The week before: +20.00 USD over 1 trade; this one came out lower.',
  ],
  [
    'a gain after nothing',
    { ...WEEK, net: '5', trades: 1, wins: 1 },
    'You made 5.00 USD over 1 trade, 1 won. There was no trade in USD the week before.',
  ],
  [
    'buys alone',
    { ...WEEK, trades: 0, net: '0', orders: 1, before: BEFORE },
    '1 order this week, and none that realised a result. The week before: +20.00 USD over 1 trade.',
  ],
  [
    'one currency of two, after a week of the other',
    {
      ...WEEK,
      ...{ net: '0', trades: 0, orders: 2 },
      currencies: [
        { currency: 'USD', fills: 3 },
        { currency: 'EUR', fills: 1 },
      ],
    },
    '2 orders in USD this week, and none that realised a result. There was no trade in USD the week before.',
  ],
  [
    'results after orders of the same currency without one',
    { ...WEEK, net: '5', trades: 1, wins: 1, before: { ...BEFORE, trades: 0, net: '0' } },
    'You made 5.00 USD over 1 trade, 1 won. The week before had 2 orders in USD and no result.',
  ],
  ['nothing after nothing', NONE, 'You did not trade this week. Nor the week before.'],
  [
    'nothing after something',
    { ...NONE, before: BEFORE },
    'You did not trade this week. The week before: +20.00 USD over 1 trade.',
  ],
  [
    'even after the same',
    { ...WEEK, net: '0', before: { ...BEFORE, net: '0' } },
    'You came out even over 12 trades, 4 won. The week before: 0.00 USD over 1 trade; this one came out the same.',
  ],
])('a week of %s is told in two sentences', (_, week, text) => {
  expect(said(week)).toBe(text);
});

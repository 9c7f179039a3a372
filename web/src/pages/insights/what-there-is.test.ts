import { expect, test } from 'vitest';
import { whatThereIs } from './what-there-is.ts';

const USD = [{ currency: 'USD', fills: 9 }];
const TURNOVER = [{ month: '2026-03', value: '100', fees: '1' }];
const from = '2026-03-01T00:00:00.000Z';

test.each([
  ['a report with turnover has habits', { from, currencies: USD, costs: { turnover: TURNOVER } }, 'habits'],
  [
    'an empty period does not say that there are no trades',
    { from, currencies: [], costs: { turnover: [] } },
    'none-here',
  ],
  [
    'nor does a currency that was not traded',
    { from: null, currencies: USD, costs: { turnover: [] } },
    'none-here',
  ],
  [
    'of all time, without any currency, there are no trades',
    { from: null, currencies: [], costs: { turnover: [] } },
    'no-trades',
  ],
] as const)('%s', (_, { from, currencies, costs }, found) => {
  expect(whatThereIs({ from, currencies: [...currencies], costs: { turnover: [...costs.turnover] } })).toBe(
    found,
  );
});

import { expect, test } from 'vitest';
import { currencyOfPeriod } from './currency-of-period.ts';

test('is that of most fills inside of it, whatever was traded before', () => {
  const fill = (symbol: string, ts: number) => ({ symbol, ts });
  const facts = [
    fill('BTC-USD', 1),
    fill('BTC-USD', 2),
    fill('ETH-USD', 3),
    fill('BTC-EUR', 10),
    fill('BTC-EUR', 11),
  ];
  expect(currencyOfPeriod(facts, 0, 20)).toBe('USD');
  expect(currencyOfPeriod(facts, 3, 20)).toBe('EUR');
  expect(currencyOfPeriod(facts, 20, 30)).toBe('USD');
});

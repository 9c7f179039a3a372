import BigJs from 'big.js';
import { expect, test } from 'vitest';
import type { PastOrder } from './past-orders.ts';
import { usualFee, usualQty } from './usual-size.ts';

const order = (at: number, over: Partial<PastOrder>): PastOrder => ({
  id: String(at),
  symbol: 'BTC-USD',
  side: 'BUY',
  ts: at,
  value: 100,
  feeRate: 0.004,
  conditions: [],
  outcome: null,
  ...over,
});

test('the usual size is the median value of the last twenty buys against the same quote', () => {
  const older = Array.from({ length: 30 }, (_, at) => order(at, { value: 9_000 }));
  const last = Array.from({ length: 20 }, (_, at) => order(100 + at, { value: 100 + at }));
  const others = [order(200, { symbol: 'BTC-EUR', value: 1 }), order(201, { side: 'SELL', value: 1 })];
  expect(usualQty([...older, ...last, ...others], 'USD', '50')).toEqual({ qty: '2.19', n: 20 });
});

test('there is no usual size where nothing was ever bought against the quote', () => {
  expect(usualQty([order(1, {})], 'EUR', '50')).toBeNull();
});

test('a small value of a dear product is still a quantity above zero, without an exponent', () => {
  expect(usualQty([order(1, { value: 0.01 })], 'USD', '123456')?.qty).toBe('0.0000000810005');
});

test('the usual fee is the median rate of the last orders of which one is known', () => {
  const orders = [0.001, 0.004, null, 0.002].map((feeRate, at) => order(at, { feeRate }));
  expect(usualFee(orders, 'USD', new BigJs('1000'))).toBe('2');
  expect(usualFee([order(1, { feeRate: null })], 'USD', new BigJs('1000'))).toBeNull();
});

import { expect, test } from 'vitest';
import { tradedProducts } from './products.ts';

const LISTED = ['FET-USDT', 'FET-BNB', 'BTC-USDT', 'BTC-TRY', 'ETH-BTC', 'USDT-TRY', 'ADA-EUR', 'WIF-USDT'];

test.each([
  ['of a coin that was held', ['FET'], ['FET-BNB', 'FET-USDT']],
  ['of the majors, in what was held', ['USDT'], ['BTC-USDT', 'USDT-TRY']],
  ['of the majors, in a coin', ['BTC'], ['BTC-TRY', 'BTC-USDT', 'ETH-BTC']],
  ['of a coin lent to Simple Earn', ['LDFET'], ['FET-BNB', 'FET-USDT']],
  ['of nothing', [], []],
  ['of a coin that is not listed', ['XYZ'], []],
])('the products %s are those that are listed, by name', (_, assets, products) => {
  expect(tradedProducts(LISTED, assets)).toEqual(products);
  expect(tradedProducts(LISTED.toReversed(), assets.toReversed())).toEqual(products);
});

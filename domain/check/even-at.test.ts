import BigJs from 'big.js';
import { expect, it, test } from 'vitest';
import { evenAt } from './even-at.ts';

test.each([
  [
    { price: '64000', qty: '0.25', fee: '64' },
    { value: '16000', rise: '0.008032' },
  ],
  [
    { price: '1980.98', qty: '0.5', fee: '11.88588' },
    { value: '990.49', rise: '0.024291' },
  ],
  [
    { price: '1', qty: '10', fee: '0' },
    { value: '10', rise: '0' },
  ],
  [{ price: '1', qty: '1', fee: '1' }, null],
])('a buy of %j comes out even at %j', (bought, even) => {
  expect(evenAt(bought)).toEqual(even);
});

it('a sale at that price brings back what was paid, but for the rounding', () => {
  const rise = evenAt({ price: '990.49', qty: '1', fee: '11.88588' })?.rise ?? '';
  const sold = new BigJs('990.49').times(new BigJs(rise).plus(1));
  const [paid, received] = [new BigJs('990.49').plus('11.88588'), sold.minus(sold.times('0.012'))];
  expect(received.minus(paid).abs().lt('0.001')).toBe(true);
});

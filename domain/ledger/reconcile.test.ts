import { expect, it } from 'vitest';
import { reconcile } from './reconcile.ts';

const booked = (asset: string, qty: string, turnover = qty) => ({ asset, qty, turnover });

it('agrees where the books explain what is held, to the last digit', () => {
  expect(reconcile([{ asset: 'BTC', qty: '0.1000' }], [booked('BTC', '0.1')])).toEqual([
    { asset: 'BTC', atBroker: '0.1', inBooks: '0.1', difference: '0', agrees: true },
  ]);
});

it('tells what is missing on either side, and that first', () => {
  const balances = reconcile(
    [
      { asset: 'BTC', qty: '1' },
      { asset: 'SOL', qty: '3' },
    ],
    [booked('BTC', '1'), booked('ETH', '2')],
  );
  expect(balances.map(({ asset, difference, agrees }) => [asset, difference, agrees])).toEqual([
    ['ETH', '-2', false],
    ['SOL', '3', false],
    ['BTC', '0', true],
  ]);
});

it('takes cents that a venue rounded for rounding, in proportion to what was turned over', () => {
  const cents = (turnover: string) =>
    reconcile([{ asset: 'USD', qty: '100.04' }], [booked('USD', '100', turnover)])[0]?.agrees;
  expect([cents('1000'), cents('50000')]).toEqual([false, true]);
});

it('leaves out what neither has, and takes dust for nothing', () => {
  expect(reconcile([{ asset: 'ETH', qty: '0.00' }], [booked('ETH', '0', '12')])).toEqual([]);
  expect(reconcile([], [booked('ETH', '0.000000009', '0.001')])[0]?.agrees).toBe(true);
});

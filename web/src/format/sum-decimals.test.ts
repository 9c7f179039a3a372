import { describe, expect, it } from 'vitest';
import { averageOf, averagePrice, subtractDecimals, sumDecimals } from './sum-decimals.ts';

describe('sums of decimal strings', () => {
  it('keep what a float would lose', () => {
    expect(sumDecimals(['0.1', '0.2'])).toBe('0.3');
    expect(sumDecimals(['9007199254740993', '0.0000000000000001', '-1'])).toBe(
      '9007199254740992.0000000000000001',
    );
    expect(sumDecimals([])).toBe('0');
  });

  it('and differences keep it too', () => {
    expect(subtractDecimals('0.3', '0.1')).toBe('0.2');
    expect(subtractDecimals('-212.24', '-224.96')).toBe('12.72');
  });

  it('give the average price by quantity, as fine as the prices are', () => {
    const slices = [
      { price: '100.00', qty: '1' },
      { price: '101.00', qty: '2' },
    ];
    expect(averagePrice(slices)).toBe('100.67');
    expect(averagePrice([{ price: '5', qty: '0' }])).toBe('0');
  });

  it.each([
    ['-1658.91', 41, '-40.46121951'],
    ['100', 4, '25'],
    ['-0.00000004', 18, '0'],
    ['18014398509481986.02', 2, '9007199254740993.01'],
  ])('%s over %i is %s', (total, count, average) => {
    expect(averageOf(total, count)).toBe(average);
  });
});

import { describe, expect, it } from 'vitest';
import { formatAmount, formatHeld, formatNumber, formatOrdinal, formatPercent } from './format-figure.ts';

describe('a figure in a text', () => {
  it.each([
    ['5798.93', 'USD', '5,798.93'],
    ['-1234567.891', 'USDT', '1,234,567.89'],
    ['0.973', 'EUR', '0.97'],
    ['0.01', 'USD', '0.01'],
    ['-0.00997', 'USD', '0.00997'],
    ['0.000012345678', 'USD', '0.000012346'],
    ['12.5', 'USD', '12.50'],
    ['0', 'USD', '0.00'],
    ['0.0149', 'BTC', '0.0149'],
    ['-1.23456789', 'BTC', '1.2346'],
    ['12.3456', 'ETH', '12.346'],
    ['12345.678', 'ETH', '12,345.68'],
    ['0.5', 'BTC', '0.50'],
  ])(
    'has cents of money, and five digits below a cent and of other assets: %s %s is %s',
    (amount, currency, text) => {
      expect(formatAmount(amount, currency)).toBe(text);
    },
  );

  it.each([
    [0.001, 'less than a minute'],
    [1 / 60, '1 minute'],
    [0.2, '12 minutes'],
    [1, '1 hour'],
    [26.44, '26.4 hours'],
    [47.9, '47.9 hours'],
    [48, '2 days'],
    [57.6, '2.4 days'],
    [40_000, '1,666.7 days'],
  ])('counts %d hours as %s', (hours, text) => {
    expect(formatHeld(hours)).toBe(text);
  });

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [102, '102nd'],
    [111, '111th'],
    [1_003, '1,003rd'],
  ])('counts %i in its place as %s', (place, text) => {
    expect(formatOrdinal(place)).toBe(text);
  });

  it('has one decimal at most as an index or a ratio', () => {
    expect([79.46, 80, 79.96, 0.04].map(formatNumber)).toEqual(['79.5', '80', '80', '0']);
  });

  it('is a size in percent', () => {
    expect([-0.0943, 0.08, 0, 12.345].map(formatPercent)).toEqual(['9.4%', '8%', '0%', '1,234.5%']);
  });

  // The page prints with Intl (web/src/format), which rounds the decimal digits and not the binary float.
  it('rounds as the page does', () => {
    const page = (value: number, style: 'percent' | 'decimal') =>
      value.toLocaleString('en', { style, maximumFractionDigits: 1 });
    for (let n = 0; n <= 2000; n += 1) {
      expect(formatPercent(n / 2000)).toBe(page(n / 2000, 'percent'));
      expect(formatNumber(n / 20)).toBe(page(n / 20, 'decimal'));
    }
  });
});

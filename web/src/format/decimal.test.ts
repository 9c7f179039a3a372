import { describe, expect, it } from 'vitest';
import { baseOf, formatExact, formatPrice, formatQuantity, quoteOf, signOf } from './decimal.ts';

describe('decimal strings on screen', () => {
  it('keep digits that a float would lose', () => {
    expect(formatExact('9007199254740993.0000000000000001')).toBe('9,007,199,254,740,993.0000000000000001');
    expect(formatQuantity('12345678901234567.12345678')).toBe('12,345,678,901,234,567.12345678');
  });

  it('group thousands and show at least cents in prices', () => {
    expect(formatPrice('64250')).toBe('64,250.00');
    expect(formatPrice('0.00001234')).toBe('0.00001234');
  });

  it('tell gain from loss from nothing', () => {
    expect([signOf('0.00'), signOf('-0'), signOf('-3.1'), signOf('0.2')]).toEqual([
      'flat',
      'flat',
      'loss',
      'gain',
    ]);
  });
});

describe('a product', () => {
  it('splits into base and quote at its last hyphen', () => {
    expect([baseOf('BTC-USD'), quoteOf('BTC-USD')]).toEqual(['BTC', 'USD']);
  });
});

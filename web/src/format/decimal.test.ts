import { describe, expect, it } from 'vitest';
import { formatAmount } from '../../../domain/reflect/format-figure.ts';
import {
  baseOf,
  formatExact,
  formatMoney,
  formatPnl,
  formatPrice,
  formatQuantity,
  quoteOf,
  signOf,
} from './decimal.ts';

describe('decimal strings on screen', () => {
  it('keep digits that a float would lose', () => {
    expect(formatExact('9007199254740993.0000000000000001')).toBe('9,007,199,254,740,993.0000000000000001');
    expect(formatQuantity('12345678901234567.12345678')).toBe('12,345,678,901,234,567.12345678');
  });

  it('group thousands and show at least cents in prices', () => {
    expect(formatPrice('64250')).toBe('64,250.00');
    expect(formatPrice('0.00001234')).toBe('0.00001234');
  });

  it('carry their sign in results', () => {
    expect(formatPnl('12.345', 'USD')).toBe('+12.35');
    expect(formatPnl('-12.3', 'USD')).toBe('−12.30');
    expect(formatPnl('0', 'USD')).toBe('0.00');
  });

  it('do not round a fraction of a cent to nothing', () => {
    expect(formatPnl('-0.0004', 'USD')).toBe('−0.0004');
    expect(formatMoney('0.0012', 'USD')).toBe('0.0012');
    expect(formatMoney('0.01', 'USD')).toBe('0.01');
  });

  it('do not cut what is counted in Bitcoin to cents', () => {
    expect(formatPnl('0.0149', 'BTC')).toBe('+0.0149');
    expect(formatPnl('-1.23456789', 'BTC')).toBe('−1.2346');
    expect(formatMoney('12345.678', 'ETH')).toBe('12,345.68');
    expect(formatMoney('0.5', 'BNB')).toBe('0.50');
  });

  it('are those of reflections and mails', () => {
    const amounts = [
      '5798.93',
      '0.973',
      '0.00997',
      '0.000012345678',
      '12.5',
      '0',
      '1.23456789',
      '0.000000001',
    ];
    for (const currency of ['USD', 'USDT', 'BTC'])
      for (const amount of amounts)
        expect(formatMoney(amount, currency)).toBe(formatAmount(amount, currency));
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

import { describe, expect, it } from 'vitest';
import { formatAmount } from '../../../domain/reflect/format-figure.ts';
import { formatMoney, formatPnl, formatSize } from './money.ts';

describe('amounts on screen', () => {
  it('carry their sign in results', () => {
    expect(formatPnl('12.345', 'USD')).toBe('+12.35');
    expect(formatPnl('-12.3', 'USD')).toBe('−12.30');
    expect(formatPnl('0', 'USD')).toBe('0.00');
  });

  it('leave it to the words of a sentence', () => {
    expect([formatSize('-1412.3', 'USD'), formatSize('0.5', 'BTC')]).toEqual(['1,412.30 USD', '0.50 BTC']);
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
});

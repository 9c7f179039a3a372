import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultOf } from './break-even.ts';

describe('win, loss and break-even', () => {
  it.each([
    ['1', '1000', 'break_even'],
    ['-1', '1000', 'break_even'],
    ['1.00000000000000000000000000000001', '1000', 'win'],
    ['-1.00000000000000000000000000000001', '1000', 'loss'],
    ['0.99999999999999999999999999999999', '1000', 'break_even'],
    ['0.0003', '0.3', 'break_even'],
    ['0', '0', 'break_even'],
    ['0', '1000', 'break_even'],
    ['0.01', '0', 'win'],
    ['-0.01', '0', 'loss'],
    ['1000000000000000', '1', 'win'],
    ['-0.000000000001', '0.000000000002', 'loss'],
  ])('takes %s on %s as a %s: the band is 0.1 % and its border belongs to it', (pnl, entryValue, result) => {
    expect(resultOf(pnl, entryValue)).toBe(result);
  });

  it('decides exactly right up to the border, whatever the size', () => {
    const digits = fc.bigInt({ min: 1n, max: 10n ** 20n });
    const decimals = fc.integer({ min: 3, max: 20 });
    fc.assert(
      fc.property(digits, decimals, (entry, places) => {
        const text = (units: bigint) => {
          const padded = String(units).padStart(places + 1, '0');
          return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
        };
        const value = text(entry * 1000n);
        expect(resultOf(text(entry), value)).toBe('break_even');
        expect(resultOf(text(entry + 1n), value)).toBe('win');
        expect(resultOf(`-${text(entry + 1n)}`, value)).toBe('loss');
        expect(resultOf(text(entry - 1n), value)).toBe('break_even');
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { toDecimal, toNumber, toUnits } from './units.ts';

describe('money in whole units', () => {
  it.each(['0', '-0.5', '24', '-100', `0.${'0'.repeat(57)}1`, `-${'9'.repeat(24)}.25`])(
    'reads and writes %s',
    (text) => {
      expect(toDecimal(toUnits(text))).toBe(text);
    },
  );

  it('writes no zeros behind the last digit and no sign before zero', () => {
    expect(toDecimal(toUnits('1.50') - toUnits('0.5'))).toBe('1');
    expect(toDecimal(toUnits('-0.10') + toUnits('0.1'))).toBe('0');
  });

  it('rounds what is longer than a decimal may be from the right', () => {
    const sum = toUnits(`0.${'1'.repeat(58)}`) + toUnits('9'.repeat(24));
    expect(toDecimal(sum)).toBe(`${'9'.repeat(24)}.${'1'.repeat(35)}`);
  });

  it('adds a million tenths to a hundred thousand', () => {
    let sum = 0n;
    for (let n = 0; n < 1_000_000; n += 1) sum += toUnits('0.1');
    expect(toDecimal(sum)).toBe('100000');
  });

  it.each(['0.1', '-12345678.000000001', '0.000000000000000000000000000001'])(
    'comes within a float of %s',
    (text) => {
      expect(toNumber(toUnits(text))).toBeCloseTo(Number(text), 12);
    },
  );
});

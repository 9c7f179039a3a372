import { describe, expect, it } from 'vitest';
import { DecimalSchema } from '../../contracts/decimal.ts';
import { formatDecimal, parseDecimal } from './money.ts';

describe('decimals of the ledger', () => {
  it.each(['0', '-0.5', '1234567890.0000000000000001'])('reads and writes %s unchanged', (text) => {
    const value = parseDecimal(text);
    expect(value && formatDecimal(value)).toBe(text);
  });

  it.each([
    '',
    ' 1',
    '1.',
    '.5',
    '+1',
    '01',
    '1e5',
    '0x10',
    '1,5',
    'NaN',
    '1'.repeat(25),
    `0.${'1'.repeat(60)}`,
  ])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it('writes what the contract reads, even of the longest numbers', () => {
    const [small, large] = [parseDecimal(`0.${'1'.repeat(58)}`), parseDecimal('9'.repeat(24))];
    const product = small && large ? formatDecimal(small.plus(large).times(-1)) : '';
    expect(DecimalSchema.safeParse(product).success).toBe(true);
    expect(product).toHaveLength(60);
  });
});

import BigJs from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecimalSchema } from '../../contracts/decimal.ts';
import {
  formatDecimal,
  parseDecimal,
  parsePositive,
  prorate,
  restoreDecimal,
  storeDecimal,
} from './money.ts';

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

  it.each(['0', '-1', 'NaN', '', null, undefined])('takes %j as no number above zero', (text) => {
    expect(parsePositive(text)).toBeNull();
  });

  it('puts a number away without losing a digit', () => {
    const long = restoreDecimal(`123456789.${'123456789'.repeat(9)}`);
    expect(restoreDecimal(storeDecimal(long)).eq(long)).toBe(true);
  });
});

describe('shares', () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 34 }))
    .map(([digits, decimals]) => restoreDecimal(`${digits}e-${decimals}`));

  it('are what big.js divides them to, at 30 decimals, half to even', () => {
    const Reference = BigJs();
    Reference.DP = 30;
    Reference.RM = Reference.roundHalfEven;
    fc.assert(
      fc.property(
        decimal,
        decimal,
        decimal.filter((whole) => whole.gt(0)),
        (total, part, whole) => {
          const expected = part.eq(whole) ? total : new Reference(total).times(part).div(whole);
          expect(storeDecimal(prorate(total, part, whole))).toBe(storeDecimal(expected));
        },
      ),
    );
  });

  it.each([
    ['1', '2', '0.000000000000000000000000000000'],
    ['3', '2', '0.000000000000000000000000000002'],
    ['-3', '2', '-0.000000000000000000000000000002'],
  ])('round the middle of %s ÷ %s to even', (part, whole, share) => {
    const unit = restoreDecimal('1e-30');
    const found = prorate(unit, restoreDecimal(part), restoreDecimal(whole));
    expect(found.eq(restoreDecimal(share))).toBe(true);
  });
});

import BigJs from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSum } from './sum.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 30 }))
  .map(([digits, decimals]) => new BigJs(`${digits}e-${decimals}`).toFixed());

describe('exact sums', () => {
  it('of a million times 0.1 are 100000', () => {
    const sum = openSum();
    for (let n = 0; n < 1_000_000; n += 1) sum.add('0.1');
    expect(sum.total()).toBe('100000');
  });

  it('are what big.js adds and subtracts', () => {
    fc.assert(
      fc.property(fc.array(decimal), fc.array(decimal), (added, subtracted) => {
        const sum = openSum();
        for (const amount of added) sum.add(amount);
        for (const amount of subtracted) sum.subtract(amount);
        let expected = new BigJs('0');
        for (const amount of added) expected = expected.plus(amount);
        for (const amount of subtracted) expected = expected.minus(amount);
        expect(sum.total()).toBe(expected.toFixed());
      }),
    );
  });

  it('go on after they were told', () => {
    const sum = openSum();
    expect(sum.total()).toBe('0');
    sum.add('2');
    expect(sum.total()).toBe('2');
    sum.subtract('0.25');
    sum.add('-3');
    expect(sum.total()).toBe('-1.25');
  });
});

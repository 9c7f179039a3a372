import type { Decimal } from '../../contracts/decimal.ts';
import { formatDecimal, restoreDecimal } from './money.ts';

export type ExactSum = {
  add(amount: Decimal): void;
  subtract(amount: Decimal): void;
  total(): Decimal;
};

/**
 * A running sum of decimal strings, exact to the last digit. It counts whole units of the smallest decimal place met so far, which takes a
 * tenth of what big.js takes. `amount` is a Decimal of the contracts; anything else throws.
 */
export function openSum(): ExactSum {
  let units = 0n;
  let decimals = 0;

  /** In the sum's units, which become smaller where the amount has more decimals. */
  function unitsOf(amount: Decimal): bigint {
    const point = amount.indexOf('.');
    if (point < 0) return BigInt(amount) * powerOfTen(decimals);
    const own = amount.length - point - 1;
    const digits = BigInt(amount.slice(0, point) + amount.slice(point + 1));
    if (own <= decimals) return digits * powerOfTen(decimals - own);
    units *= powerOfTen(own - decimals);
    decimals = own;
    return digits;
  }

  return {
    add(amount) {
      const added = unitsOf(amount);
      units += added;
    },
    subtract(amount) {
      const taken = unitsOf(amount);
      units -= taken;
    },
    total: () => formatDecimal(restoreDecimal(`${units}e-${decimals}`)),
  };
}

const POWERS = Array.from({ length: 64 }, (_, n) => 10n ** BigInt(n));

function powerOfTen(n: number): bigint {
  return POWERS[n] ?? 10n ** BigInt(n);
}

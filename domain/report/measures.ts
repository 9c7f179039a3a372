import BigJs from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';
import type { Measure } from '../../contracts/measure.ts';
import { sumOf, toDecimal, toNumber, type Units } from './units.ts';

/** 97.5th percentile of the normal distribution. */
export const Z95 = 1.96;
/** Of money that is divided or estimated; the smallest unit of the finest quote asset, a satoshi. */
const MONEY_DECIMALS = 8;

type NotEnough = Extract<Measure, { known: false }>;

export function notEnough(reason: string, n: number, minimum: number): NotEnough {
  return { known: false, reason, n, minimum };
}

/** 'not enough trades yet', or null where there are. */
export function lacks(what: string, n: number, minimum: number): NotEnough | null {
  return n < minimum ? notEnough(`not enough ${what} yet`, n, minimum) : null;
}

/** How often something happened of the times it could have. */
export type Count = { hits: number; n: number };

/** A known Measure with its interval. */
export type Share = { known: true; value: number; n: number; low: number; high: number };

/** A share with Wilson's score interval (Wilson 1927), which stays inside 0..1 and holds for small samples. n is not 0. */
export function shareOf({ hits, n }: Count): Share {
  const share = hits / n;
  const shrink = 1 / (1 + Z95 ** 2 / n);
  const centre = shrink * (share + Z95 ** 2 / (2 * n));
  const reach = shrink * Z95 * Math.sqrt((share * (1 - share)) / n + Z95 ** 2 / (4 * n ** 2));
  return {
    known: true,
    value: share,
    n,
    low: Math.max(0, centre - reach),
    high: Math.min(1, centre + reach),
  };
}

/**
 * One share over another, with the delta method's interval on the logarithm of their ratio (Katz et al. 1978):
 * ln r ± 1.96 √(1/a − 1/n + 1/b − 1/m). There is none where the upper share is 0, and no ratio where the lower is.
 * @param none the reason to give then
 */
export function ratioOfShares(upper: Count, lower: Count, none: string): Measure {
  if (lower.hits === 0) return notEnough(none, 0, 1);
  const n = upper.n + lower.n;
  const ratio = upper.hits / upper.n / (lower.hits / lower.n);
  if (upper.hits === 0) return { known: true, value: ratio, n };
  const error = Math.sqrt(1 / upper.hits - 1 / upper.n + 1 / lower.hits - 1 / lower.n);
  const factor = Math.exp(Z95 * error);
  return { known: true, value: ratio, n, low: ratio / factor, high: ratio * factor };
}

/** A known MoneyMeasure with its interval. */
export type MoneyMean = { known: true; value: Decimal; n: number; low: Decimal; high: Decimal };

/** Mean of at least ten amounts with Student's interval, mean ± t √(s²/n). The mean itself is exact but for one rounding. */
export function meanOf(amounts: readonly Units[]): MoneyMean {
  const n = amounts.length;
  const total = toDecimal(sumOf(amounts));
  const { low, high } = meanOfNumbers(Array.from(amounts, toNumber));
  return {
    known: true,
    value: roundMoney(new BigJs(total).div(n)),
    n,
    low: roundMoney(low),
    high: roundMoney(high),
  };
}

/** The same of at least ten figures that are no money. */
export function meanOfNumbers(values: readonly number[]): Share {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = studentQuantile(n - 1) * Math.sqrt(variance / n);
  return { known: true, value: mean, n, low: mean - reach, high: mean + reach };
}

/**
 * One share less another, with Newcombe's interval of two independent ones (Newcombe 1998, method 10): from the Wilson intervals of both, as
 * d − √((p − l)² + (u₀ − q)²) and d + √((u − p)² + (q − l₀)²). n counts both.
 */
export function differenceOfShares(of: Share, before: Share): Share {
  const value = of.value - before.value;
  return {
    known: true,
    value,
    n: of.n + before.n,
    low: value - Math.hypot(of.value - of.low, before.high - before.value),
    high: value + Math.hypot(of.high - of.value, before.value - before.low),
  };
}

/** The middle of an unsorted, not empty list, halfway between the two middle ones of an even number. */
export function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Half to even, as the ledger rounds. */
export function roundMoney(amount: BigJs.BigSource): Decimal {
  return new BigJs(amount).round(MONEY_DECIMALS, BigJs.roundHalfEven).toFixed();
}

/** 97.5th percentile of Student's t: Abramowitz & Stegun 26.7.5, right to 0.001 from 9 degrees of freedom on. */
function studentQuantile(freedom: number): number {
  const z = Z95;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}

import BigJs from 'big.js';
import type { Decimal } from '../../contracts/decimal.ts';

export type Result = 'win' | 'loss' | 'break_even';

/** Of the entry value: one band, everywhere. */
export const BREAK_EVEN_BAND = 0.001;
/** Far above what a float can be wrong by, so that only results beside the border are computed as decimals. */
const FLOAT_DOUBT = 1e-9;

/**
 * Whether a net result is a win, a loss, or inside the break-even band of 0.1 % of its entry value, both in the quote asset. The
 * border belongs to the band: a result of exactly 0.1 % is a break-even.
 */
export function resultOf(pnl: Decimal, entryValue: Decimal): Result {
  const result = Number(pnl);
  const border = Number(entryValue) * BREAK_EVEN_BAND;
  const beyond = Math.abs(result) - border;
  const isBeyond = Math.abs(beyond) > border * FLOAT_DOUBT ? beyond > 0 : isBeyondExactly(pnl, entryValue);
  if (!isBeyond) return 'break_even';
  return result > 0 ? 'win' : 'loss';
}

function isBeyondExactly(pnl: Decimal, entryValue: Decimal): boolean {
  return new BigJs(pnl).abs().gt(new BigJs(entryValue).times(BREAK_EVEN_BAND));
}

import type { Remembered as RememberedFill } from '../../contracts/derived.ts';

/** The market's numbers that personal thresholds are made of, so that a trade that was scored need not be computed again. */
export type Remembered = Omit<RememberedFill, 'fee_price'>;

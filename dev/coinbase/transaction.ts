import type { Big } from 'big.js';

/** A transaction of a wallet, before it has the venue's form. Ids follow from the account and the key. */
export interface SimTransaction {
  key: string;
  currency: string;
  type: string;
  /** Negative for what goes. */
  amount: Big;
  /** In dollars, signed as the amount. */
  native: Big;
  tsMs: number;
  /** What its type tells besides. */
  rest: object;
  /** What it moves in the wallet of dollars, which does not tell it again. */
  cash?: Big;
}

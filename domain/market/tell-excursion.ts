import type { Excursion as ToldExcursion } from '../../contracts/trades.ts';
import { decimalOf } from '../ledger/money.ts';
import type { Excursion } from './excursion.ts';

/** An estimate has no more digits than these. */
const DIGITS = 10;

/** An excursion as it is stored and shown: decimals, rounded to what an estimate can claim. */
export function tellExcursion({ mae, mfe, worstPrice, bestPrice, captured }: Excursion): ToldExcursion {
  return {
    mae: told(mae),
    mfe: told(mfe),
    worstPrice: told(worstPrice),
    bestPrice: told(bestPrice),
    captured,
  };
}

function told(estimate: number): string {
  return decimalOf(Number(estimate.toPrecision(DIGITS)));
}

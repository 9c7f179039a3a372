import { PositiveDecimalSchema } from '../../../../contracts/decimal.ts';
import type { EnterCostRequest } from '../../../../contracts/trades.ts';
import { instantOf } from './wall-clock.ts';

type ReadCost =
  | { ok: true; request: EnterCostRequest }
  | { ok: false; errors: { price?: string; bought?: string } };

/**
 * What was typed, as the server takes it.
 * @param bought a date-time field's value on the trader's own clock; '' is left out
 * @param soldAt when it was sold, ISO
 */
export function readCost(price: string, bought: string, soldAt: string, timeZone: string): ReadCost {
  const unitCost = PositiveDecimalSchema.safeParse(price.trim());
  const acquiredAt = bought === '' ? null : instantOf(bought, timeZone);
  const errors = {
    ...(!unitCost.success && { price: 'A number above zero, with a point, such as 64250.50.' }),
    ...(acquiredAt === undefined && { bought: 'A date and a time.' }),
    ...(acquiredAt && Date.parse(acquiredAt) > Date.parse(soldAt) && { bought: 'It was sold before that.' }),
  };
  if (!unitCost.success || acquiredAt === undefined || errors.bought) return { ok: false, errors };
  return { ok: true, request: { unitCost: unitCost.data, acquiredAt } };
}

import { z } from 'zod';
import { AmountSchema, PositiveAmountSchema } from '../../contracts/decimal.ts';
import { MovementKindSchema } from '../../contracts/imports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { BrokerMovement } from './port.ts';
import { impossibleTime, inMicroseconds, TextSchema, UtcTimeSchema } from './storable.ts';

/** As a part of a product is named, so that a movement can meet the fills of its asset. */
const AssetSchema = z.string().regex(/^[\p{L}\p{N}.]{1,20}$/u, 'an asset such as BTC');

const MovementSchema = z.object({
  extId: TextSchema,
  kind: MovementKindSchema,
  asset: AssetSchema,
  qty: PositiveAmountSchema,
  value: AmountSchema.refine((text) => !text.startsWith('-'), 'a worth of zero or more').nullable(),
  valueCurrency: AssetSchema.nullable(),
  ts: UtcTimeSchema,
});

const NAME: Record<string, string> = {
  extId: 'id',
  qty: 'quantity',
  valueCurrency: 'currency of the value',
  ts: 'time',
};

/** A movement as a source read it: every field is still text that nobody has vouched for. */
export type RawMovement = Record<'extId' | 'kind' | 'asset' | 'qty' | 'ts', string> &
  Record<'value' | 'valueCurrency', string | null>;

/**
 * A movement that can be stored, or why it cannot: a sentence for the trader. Every source goes through here, as fills go through checkFill.
 * A value without its currency tells nothing, and what a source calls the worth of a transfer is not what it had cost: both become null.
 */
export function checkMovement(raw: RawMovement, now: Date): Result<BrokerMovement, string> {
  const checked = MovementSchema.safeParse(raw);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = String(issue?.path[0] ?? 'movement');
    const value = String(raw[field as keyof RawMovement] ?? '').slice(0, 60);
    const wanted = field === 'kind' ? 'one of those that are known' : (issue?.message ?? 'readable');
    return fail(`The ${NAME[field] ?? field} "${value}" is not ${wanted}.`);
  }
  const movement = checked.data;
  const impossible = impossibleTime(movement.ts, now);
  if (impossible !== null) return fail(impossible);
  const isTransfer = movement.kind === 'transfer_in' || movement.kind === 'transfer_out';
  const isValued = !isTransfer && movement.value !== null && movement.valueCurrency !== null;
  return ok({
    ...movement,
    value: isValued ? movement.value : null,
    valueCurrency: isValued ? movement.valueCurrency : null,
    ts: inMicroseconds(movement.ts),
  });
}

import type { z } from 'zod';
import { checkMovement, type RawMovement } from '../check-movement.ts';
import type { BrokerMovement, RejectedFill } from '../port.ts';
import { printable } from '../printable.ts';

/** What rows of a history of movements mean. */
export interface Mapped {
  movements: BrokerMovement[];
  rejected: RejectedFill[];
  /** Everything that they name: what the trader had may have been traded. */
  assets: string[];
}

/** Movements that are checked one by one: one that cannot be stored is rejected with its id and the reason. */
export function checked(raws: readonly RawMovement[], now: Date): Mapped {
  const mapped: Mapped = { movements: [], rejected: [], assets: [] };
  for (const raw of raws) {
    const movement = checkMovement(raw, now);
    if (movement.ok) {
      mapped.movements.push(movement.value);
      mapped.assets.push(movement.value.asset);
    } else mapped.rejected.push(rejection(raw.extId, movement.failure));
  }
  return mapped;
}

/** A row that is not what the documentation says. */
export function unreadable(what: string, error: z.ZodError): Mapped {
  const [issue] = error.issues;
  const where = issue ? `${issue.path.join('.') || 'row'}: ${issue.message}` : 'unreadable';
  const reason = printable(`The row is not ${what} as Binance documents it (${where}).`, 300);
  return { movements: [], rejected: [{ reason }], assets: [] };
}

/** A row of something that has not happened, or not yet. */
export const NOTHING: Mapped = { movements: [], rejected: [], assets: [] };

export function rejection(extId: string, reason: string): RejectedFill {
  return { extId: printable(extId, 128), reason: printable(reason, 300) };
}

import type { NewAudit } from '../../../db/queries/accounts.ts';
import type { Context } from '../../context.ts';

/** An entry of the audit log; the database puts it in its place in the user's chain. */
export function newAudit(
  ctx: Pick<Context, 'newId'>,
  userId: string | null,
  action: string,
  meta: NonNullable<NewAudit['meta']> = {},
): NewAudit {
  return { id: ctx.newId(), userId, action, meta };
}

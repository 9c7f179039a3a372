import type { UserRow } from '../../../db/queries/accounts.ts';
import { findFactor } from '../../../db/queries/second-factors.ts';
import type { Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { verifyPassword } from '../../security/password.ts';
import { takeCode } from './second-factor-code.ts';

export type ProofFailure = 'password_wrong' | 'second_factor_required' | 'second_factor_wrong';

/**
 * That it is the account's owner who asks for what cannot be undone, and no more than a session that was left open: by the password and, where there is
 * a second factor, a code, which is used up.
 */
export async function proveOwner(
  ctx: Context,
  user: UserRow,
  { password, code }: { password: string; code?: string | undefined },
): Promise<Result<{ hasFactor: boolean }, ProofFailure>> {
  if (!(await verifyPassword(user.passwordHash, password))) return fail('password_wrong');
  const factor = await findFactor(ctx.db, user.id);
  if (!factor?.confirmedAt) return ok({ hasFactor: false });
  if (code === undefined) return fail('second_factor_required');
  return (await takeCode(ctx, factor, code)) ? ok({ hasFactor: true }) : fail('second_factor_wrong');
}

import { changePassword } from '../../../db/queries/passwords.ts';
import { findFactor } from '../../../db/queries/second-factors.ts';
import type { Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { breachLookUp } from '../../security/breach.ts';
import { randomToken, sha256Hex } from '../../security/hashes.ts';
import { hashPassword, verifyPassword } from '../../security/password.ts';
import { type PasswordHolder, type PasswordWeakness, weaknessOf } from '../../security/password-policy.ts';
import { newAudit } from '../privacy/audit.ts';
import { closeSockets, type Viewer } from './sessions.ts';

/** What is wrong with a password that is being chosen; null: nothing. */
export function judgePassword(
  ctx: Context,
  password: string,
  holder: PasswordHolder,
): Promise<PasswordWeakness | null> {
  return weaknessOf(password, holder, breachLookUp(ctx.config.BREACH_URL));
}

/** Every other session ends. The one that asks goes on under the token that is answered. */
export async function choosePassword(
  ctx: Context,
  { user, sessionId }: Viewer,
  { current, next }: { current: string; next: string },
): Promise<Result<string, PasswordWeakness | 'password_wrong'>> {
  if (!(await verifyPassword(user.passwordHash, current))) return fail('password_wrong');
  const factor = await findFactor(ctx.db, user.id);
  const holder = { email: user.email, hasFactor: Boolean(factor?.confirmedAt) };
  const weakness = await judgePassword(ctx, next, holder);
  if (weakness) return fail(weakness);
  const token = randomToken();
  const ended = await changePassword(
    ctx.db,
    {
      userId: user.id,
      sessionId,
      tokenHash: sha256Hex(token),
      from: user.passwordHash,
      to: await hashPassword(next),
    },
    newAudit(ctx, user.id, 'password.changed'),
  );
  // Somebody else has just changed it, so that `current` is right no more.
  if (!ended) return fail('password_wrong');
  await closeSockets(ctx, user.id, ended);
  return ok(token);
}

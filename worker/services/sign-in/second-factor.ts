import type { SecondFactor } from '../../../contracts/account-security.ts';
import { PASSWORD_MIN_CHARACTERS } from '../../../contracts/auth.ts';
import type { UserRow } from '../../../db/queries/accounts.ts';
import {
  beginFactor,
  confirmFactor,
  factorState,
  findFactor,
  removeFactor,
  replaceRecoveryCodes,
} from '../../../db/queries/second-factors.ts';
import type { Context } from '../../context.ts';
import { fail, ok, type Result } from '../../result.ts';
import { verifyPassword } from '../../security/password.ts';
import { isShorterThan } from '../../security/password-policy.ts';
import { newRecoveryCodes, recoveryCodeHash } from '../../security/recovery-codes.ts';
import { newTotpSecret, totpUri } from '../../security/totp.ts';
import { newAudit } from '../privacy/audit.ts';
import { sealSecret } from '../secrets.ts';
import { type ProofFailure, proveOwner } from './owner-proof.ts';
import { secretPlace, stepOf } from './second-factor-code.ts';

export function secondFactorOf(ctx: Context, userId: string): Promise<SecondFactor> {
  return factorState(ctx.db, userId);
}

/** A secret that waits for its first code. One that waited before is void. */
export async function startSecondFactor(
  ctx: Context,
  user: UserRow,
  password: string,
): Promise<Result<{ secret: string; uri: string }, 'password_wrong' | 'second_factor_active'>> {
  if (!(await verifyPassword(user.passwordHash, password))) return fail('password_wrong');
  const secret = newTotpSecret();
  const begun = await beginFactor(ctx.db, user.id, await sealSecret(ctx, secretPlace(user.id), secret));
  return begun ? ok({ secret, uri: totpUri(secret, user.email) }) : fail('second_factor_active');
}

/** From its first code on it is asked for; that code is used up by it. Answers the recovery codes. */
export async function confirmSecondFactor(
  ctx: Context,
  userId: string,
  code: string,
): Promise<Result<string[], 'second_factor_inactive' | 'second_factor_active' | 'second_factor_wrong'>> {
  const factor = await findFactor(ctx.db, userId);
  if (!factor) return fail('second_factor_inactive');
  if (factor.confirmedAt) return fail('second_factor_active');
  const step = await stepOf(ctx, factor, code);
  const codes = newRecoveryCodes();
  const codeHashes = codes.map(recoveryCodeHash);
  const entry = newAudit(ctx, userId, 'second_factor.added');
  const confirmed = step !== null && (await confirmFactor(ctx.db, factor, { step, codeHashes }, entry));
  return confirmed ? ok(codes) : fail('second_factor_wrong');
}

/** Ten new ones; those of before are void. */
export async function renewRecoveryCodes(
  ctx: Context,
  user: UserRow,
  proof: { password: string; code: string },
): Promise<Result<string[], ProofFailure | 'second_factor_inactive'>> {
  const proven = await proveOwner(ctx, user, proof);
  if (!proven.ok) return proven;
  if (!proven.value.hasFactor) return fail('second_factor_inactive');
  const codes = newRecoveryCodes();
  const entry = newAudit(ctx, user.id, 'recovery_codes.replaced');
  await replaceRecoveryCodes(ctx.db, user.id, codes.map(recoveryCodeHash), entry);
  return ok(codes);
}

/** A password that is short, which only a second factor allows, has to be changed first. */
export async function stopSecondFactor(
  ctx: Context,
  user: UserRow,
  proof: { password: string; code: string },
): Promise<Result<void, ProofFailure | 'second_factor_inactive' | 'password_too_short'>> {
  const proven = await proveOwner(ctx, user, proof);
  if (!proven.ok) return proven;
  if (!proven.value.hasFactor) return fail('second_factor_inactive');
  if (isShorterThan(proof.password, PASSWORD_MIN_CHARACTERS)) return fail('password_too_short');
  await removeFactor(ctx.db, user.id, newAudit(ctx, user.id, 'second_factor.removed'));
  return ok(undefined);
}

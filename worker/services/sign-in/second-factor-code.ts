import { type SecondFactorRow, takeRecoveryCode, takeStep } from '../../../db/queries/second-factors.ts';
import type { Context } from '../../context.ts';
import { recoveryCodeHash } from '../../security/recovery-codes.ts';
import type { SealedPlace } from '../../security/seal.ts';
import { stepOfCode } from '../../security/totp.ts';
import { newAudit } from '../privacy/audit.ts';
import { openSecret } from '../secrets.ts';

/** As apps show it: "123 456". */
const APP_CODE = /^\d{6}$/;

/** Uses up a code of the authenticator app, or a recovery code. false: it is none, or was used before. */
export async function takeCode(ctx: Context, factor: SecondFactorRow, code: string): Promise<boolean> {
  const { userId } = factor;
  const typed = code.replaceAll(/\s/g, '');
  if (!APP_CODE.test(typed)) {
    const entry = newAudit(ctx, userId, 'recovery_code.used');
    return takeRecoveryCode(ctx.db, userId, recoveryCodeHash(typed), entry);
  }
  const step = await stepOf(ctx, factor, typed);
  return step !== null && (await takeStep(ctx.db, userId, step));
}

/** The step of a code of the app. null: it is none of now, or the secret does not open; then there are the recovery codes. */
export async function stepOf(ctx: Context, factor: SecondFactorRow, code: string): Promise<number | null> {
  const secret = await openSecret(ctx, secretPlace(factor.userId), factor.secretEnc);
  return secret === null ? null : stepOfCode(secret, code.replaceAll(/\s/g, ''), ctx.now());
}

export function secretPlace(userId: string): SealedPlace {
  return { userId, rowId: userId, column: 'secret_enc' };
}
